import 'dart:async';

import 'package:flet/flet.dart';
import 'package:flutter/foundation.dart';
import 'package:flutter/services.dart';

/// Listens to the broadcasts that Python names, for as long as the page lives.
class ScanIntentsService extends FletService {
  ScanIntentsService({required super.control});

  static const _broadcasts = EventChannel('app.stockhand/scans');

  StreamSubscription<dynamic>? _listening;

  @override
  void init() {
    super.init();
    if (defaultTargetPlatform != TargetPlatform.android || kIsWeb) {
      return;
    }
    final wanted = {
      'actions': control.get('actions'),
      'data_wedge': control.get('data_wedge'),
      'honeywell': control.get('honeywell'),
    };
    _listening = _broadcasts.receiveBroadcastStream(wanted).listen(
          (broadcast) => control.triggerEvent('broadcast', broadcast),
          onError: (Object trouble) => debugPrint('ScanIntents: $trouble'),
        );
  }

  @override
  void dispose() {
    _listening?.cancel();
    super.dispose();
  }
}
