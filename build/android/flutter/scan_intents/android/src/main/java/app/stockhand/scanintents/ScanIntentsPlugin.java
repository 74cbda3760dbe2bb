package app.stockhand.scanintents;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;
import android.content.IntentFilter;
import android.os.Build;
import android.os.Bundle;
import io.flutter.embedding.engine.plugins.FlutterPlugin;
import io.flutter.plugin.common.EventChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hands the broadcasts of a handheld's scanner to Dart, and asks its maker's service for them. */
public final class ScanIntentsPlugin implements FlutterPlugin, EventChannel.StreamHandler {
    private static final String CHANNEL = "app.stockhand/scans";
    private static final String DATA_WEDGE = "com.symbol.datawedge.api.ACTION";
    private static final String SET_CONFIG = "com.symbol.datawedge.api.SET_CONFIG";
    private static final String HONEYWELL = "com.honeywell.aidc.action.ACTION_";
    private static final String HONEYWELL_PROPERTIES =
            "com.honeywell.aidc.extra.EXTRA_PROPERTIES";
    private static final int RECEIVER_EXPORTED = 2;
    private static final int ANDROID_13 = 33;

    private Context context;
    private EventChannel channel;
    private BroadcastReceiver receiver;

    @Override
    public void onAttachedToEngine(FlutterPluginBinding binding) {
        context = binding.getApplicationContext();
        channel = new EventChannel(binding.getBinaryMessenger(), CHANNEL);
        channel.setStreamHandler(this);
    }

    @Override
    public void onDetachedFromEngine(FlutterPluginBinding binding) {
        channel.setStreamHandler(null);
        onCancel(null);
    }

    @Override
    public void onListen(Object wanted, EventChannel.EventSink sink) {
        onCancel(null);
        Map<?, ?> asked = (Map<?, ?>) wanted;
        receiver = new Receiver(sink);
        for (Object each : (List<?>) asked.get("actions")) {
            register((Map<?, ?>) each);
        }
        Intent profile = new Intent(DATA_WEDGE);
        profile.putExtra(SET_CONFIG, bundle((Map<?, ?>) asked.get("data_wedge")));
        context.sendBroadcast(profile);
        Intent claim = new Intent(HONEYWELL + "CLAIM_SCANNER");
        claim.putExtra(HONEYWELL_PROPERTIES, bundle((Map<?, ?>) asked.get("honeywell")));
        context.sendBroadcast(claim);
    }

    @Override
    public void onCancel(Object wanted) {
        if (receiver != null) {
            context.unregisterReceiver(receiver);
            context.sendBroadcast(new Intent(HONEYWELL + "RELEASE_SCANNER"));
            receiver = null;
        }
    }

    private void register(Map<?, ?> wanted) {
        IntentFilter filter = new IntentFilter((String) wanted.get("action"));
        filter.addCategory(Intent.CATEGORY_DEFAULT);
        String category = (String) wanted.get("category");
        if (category != null && !category.isEmpty()) {
            filter.addCategory(category);
        }
        // Scanner services are other apps: from Android 13 on, that has to be said.
        if (Build.VERSION.SDK_INT >= ANDROID_13) {
            context.registerReceiver(receiver, filter, RECEIVER_EXPORTED);
        } else {
            context.registerReceiver(receiver, filter);
        }
    }

    /** What Python laid out, in Android's form: a list of maps is an array of bundles. */
    private Bundle bundle(Map<?, ?> given) {
        Bundle made = new Bundle();
        for (Map.Entry<?, ?> each : given.entrySet()) {
            String name = (String) each.getKey();
            Object value = each.getValue();
            if (name.equals("PACKAGE_NAME")) {
                made.putString(name, context.getPackageName());
            } else if (value instanceof Map) {
                made.putBundle(name, bundle((Map<?, ?>) value));
            } else if (value instanceof Boolean) {
                made.putBoolean(name, (Boolean) value);
            } else if (value instanceof List && isOfMaps((List<?>) value)) {
                made.putParcelableArray(name, bundles((List<?>) value));
            } else if (value instanceof List) {
                made.putStringArray(name, ((List<?>) value).toArray(new String[0]));
            } else {
                made.putString(name, String.valueOf(value));
            }
        }
        return made;
    }

    private static boolean isOfMaps(List<?> values) {
        return !values.isEmpty() && values.get(0) instanceof Map;
    }

    private Bundle[] bundles(List<?> values) {
        Bundle[] made = new Bundle[values.size()];
        for (int at = 0; at < made.length; at++) {
            made[at] = bundle((Map<?, ?>) values.get(at));
        }
        return made;
    }

    /** Tells a broadcast as it came: what it means is for Python. */
    private static final class Receiver extends BroadcastReceiver {
        private final EventChannel.EventSink sink;

        Receiver(EventChannel.EventSink sink) {
            this.sink = sink;
        }

        @Override
        public void onReceive(Context context, Intent intent) {
            Map<String, Object> extras = new HashMap<>();
            Bundle told = intent.getExtras();
            if (told != null) {
                for (String name : told.keySet()) {
                    Object value = told.get(name);
                    if (isPlain(value)) {
                        extras.put(name, value);
                    }
                }
            }
            Map<String, Object> broadcast = new HashMap<>();
            broadcast.put("action", intent.getAction());
            broadcast.put("extras", extras);
            sink.success(broadcast);
        }

        /** What the way to Dart can carry: texts, numbers, bytes, and lists of bytes. */
        private static boolean isPlain(Object value) {
            if (value instanceof List) {
                for (Object each : (List<?>) value) {
                    if (!(each instanceof byte[]) && !(each instanceof String)) {
                        return false;
                    }
                }
                return true;
            }
            return value instanceof String
                    || value instanceof Integer
                    || value instanceof Long
                    || value instanceof Boolean
                    || value instanceof byte[];
        }
    }
}
