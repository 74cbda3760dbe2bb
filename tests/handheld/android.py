"""As much of Android and of Flutter's plugin API as our Java names, so that it is compiled and run.

It is no Android: types and calls as their documentation has them, broadcasts handed over by hand.
"""

import json
import shutil
import subprocess
from pathlib import Path

PLUGIN = Path(__file__).parents[2] / "build/android/flutter/scan_intents/android/src/main/java"
_STUBS = {
    "android/os/Parcelable": "public interface Parcelable {}",
    "android/os/Build": """
        public class Build { public static class VERSION { public static int SDK_INT = 34; } }""",
    "android/os/Bundle": """
        import java.util.*;
        public class Bundle implements Parcelable {
            public final Map<String, Object> all = new TreeMap<>();
            public void putString(String k, String v) { all.put(k, v); }
            public void putBoolean(String k, boolean v) { all.put(k, v); }
            public void putBundle(String k, Bundle v) { all.put(k, v); }
            public void putStringArray(String k, String[] v) { all.put(k, Arrays.asList(v)); }
            public void putParcelableArray(String k, Parcelable[] v) {
                all.put(k, Arrays.asList(v));
            }
            public Set<String> keySet() { return all.keySet(); }
            public Object get(String k) { return all.get(k); }
            public String toString() { return all.toString(); }
        }""",
    "android/content/Intent": """
        import android.os.Bundle;
        public class Intent {
            public static final String CATEGORY_DEFAULT = "android.intent.category.DEFAULT";
            private final String action;
            public final Bundle extras = new Bundle();
            public Intent(String action) { this.action = action; }
            public String getAction() { return action; }
            public Bundle getExtras() { return extras; }
            public Intent putExtra(String k, Bundle v) { extras.putBundle(k, v); return this; }
        }""",
    "android/content/IntentFilter": """
        public class IntentFilter {
            public final String action;
            public final java.util.List<String> categories = new java.util.ArrayList<>();
            public IntentFilter(String action) { this.action = action; }
            public void addCategory(String c) { categories.add(c); }
        }""",
    "android/content/BroadcastReceiver": """
        public abstract class BroadcastReceiver {
            public abstract void onReceive(Context context, Intent intent);
        }""",
    "android/content/Context": """
        public abstract class Context {
            public abstract String getPackageName();
            public abstract void sendBroadcast(Intent intent);
            public abstract Intent registerReceiver(BroadcastReceiver r, IntentFilter f);
            public abstract Intent registerReceiver(BroadcastReceiver r, IntentFilter f, int flags);
            public abstract void unregisterReceiver(BroadcastReceiver r);
        }""",
    "io/flutter/plugin/common/BinaryMessenger": "public interface BinaryMessenger {}",
    "io/flutter/plugin/common/EventChannel": """
        public class EventChannel {
            public interface EventSink { void success(Object event); }
            public interface StreamHandler {
                void onListen(Object arguments, EventSink events);
                void onCancel(Object arguments);
            }
            public static StreamHandler handler;
            public EventChannel(BinaryMessenger messenger, String name) {}
            public void setStreamHandler(StreamHandler given) { handler = given; }
        }""",
    "io/flutter/embedding/engine/plugins/FlutterPlugin": """
        import android.content.Context;
        import io.flutter.plugin.common.BinaryMessenger;
        public interface FlutterPlugin {
            interface FlutterPluginBinding {
                Context getApplicationContext();
                BinaryMessenger getBinaryMessenger();
            }
            void onAttachedToEngine(FlutterPluginBinding binding);
            void onDetachedFromEngine(FlutterPluginBinding binding);
        }""",
}
_TRY = """
import android.content.*;
import app.stockhand.scanintents.ScanIntentsPlugin;
import io.flutter.embedding.engine.plugins.FlutterPlugin;
import io.flutter.plugin.common.*;
import java.util.*;

public class Try {
    static BroadcastReceiver receiver;
    static class Device extends Context {
        public String getPackageName() { return "com.example.stockhand"; }
        public void sendBroadcast(Intent i) {
            System.out.println("sent " + i.getAction() + " " + i.extras);
        }
        public Intent registerReceiver(BroadcastReceiver r, IntentFilter f) {
            throw new SecurityException();
        }
        public Intent registerReceiver(BroadcastReceiver r, IntentFilter f, int flags) {
            receiver = r;
            System.out.println("heard " + f.action + " " + f.categories + " " + flags);
            return null;
        }
        public void unregisterReceiver(BroadcastReceiver r) { System.out.println("unheard"); }
    }
    public static void main(String[] arguments) {
        Device device = new Device();
        ScanIntentsPlugin plugin = new ScanIntentsPlugin();
        plugin.onAttachedToEngine(new FlutterPlugin.FlutterPluginBinding() {
            public Context getApplicationContext() { return device; }
            public BinaryMessenger getBinaryMessenger() { return null; }
        });
        EventChannel.handler.onListen(WANTED, event -> {
            Map<?, ?> extras = (Map<?, ?>) ((Map<?, ?>) event).get("extras");
            byte[] bytes = (byte[]) ((List<?>) extras.get("bytes")).get(0);
            System.out.println("told " + new TreeSet<>(extras.keySet()) + " " + bytes.length);
        });
        Intent scan = new Intent("app.stockhand.SCAN");
        scan.extras.all.put("text", "ABC");
        scan.extras.all.put("bytes", List.of(new byte[] {65, 29, 66}));
        scan.extras.all.put("other", new Object());
        receiver.onReceive(device, scan);
        EventChannel.handler.onCancel(null);
        EventChannel.handler.onCancel(null);
    }
}
"""


def has_java() -> bool:
    return bool(shutil.which("javac") and shutil.which("java"))


def run(wanted: dict[str, object], folder: Path) -> list[str]:
    """Compile the plugin, listen as Dart would, send one broadcast; give what was said."""
    for name, source in _STUBS.items():
        path = folder / f"{name}.java"
        path.parent.mkdir(parents=True, exist_ok=True)
        package = name.rpartition("/")[0].replace("/", ".")
        path.write_text(f"package {package};\n{source}\n")
    (folder / "Try.java").write_text(_TRY.replace("WANTED", _java(wanted)))
    sources = [*map(str, PLUGIN.rglob("*.java")), *map(str, folder.rglob("*.java"))]
    javac = ["javac", "-Xlint:all", "-Werror", "--release", "11", "-d", str(folder), *sources]
    done = subprocess.run(javac, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    java = ["java", "-cp", str(folder), "Try"]
    return subprocess.run(java, capture_output=True, text=True, check=True).stdout.splitlines()


def _java(value: object) -> str:
    match value:
        case dict():
            pairs = ", ".join(f"Map.entry({_java(k)}, {_java(v)})" for k, v in value.items())
            return f"Map.<String, Object>ofEntries({pairs})"
        case list():
            return f"List.<Object>of({', '.join(map(_java, value))})"
        case bool():
            return "true" if value else "false"
        case _:
            return json.dumps(value)
