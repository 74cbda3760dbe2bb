"""The app without a screen: real store, real engine, the training warehouse, one person."""
