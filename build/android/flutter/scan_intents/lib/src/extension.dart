import 'package:flet/flet.dart';

import 'scan_intents.dart';

/// What Flet asks for the service that Python calls "ScanIntents".
class Extension extends FletExtension {
  @override
  FletService? createService(Control control) {
    switch (control.type) {
      case 'ScanIntents':
        return ScanIntentsService(control: control);
      default:
        return null;
    }
  }
}
