/// Broadcasts of Android handhelds' own scanners, for Stockhand.
library scan_intents;

export 'src/extension.dart' show Extension;
