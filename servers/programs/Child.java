// What every node does around its server: it must not outlive the Python process that started it, not even one that was
// killed, and it must end when its server does not start.

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

final class Child {
    /** Runs `start`; ends this process when that fails or when the parent is gone. */
    static void run(Path home, Callable<?> start) {
        // A server's own threads do not keep Java running; this one does.
        new Thread(() -> endWithParent(home), "parent-watcher").start();
        try {
            Files.createDirectories(home.resolve("config"));
            Files.createDirectories(home.resolve("logs"));
            Files.createDirectories(home.resolve("plugins"));
            start.call();
        } catch (Throwable failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Arguments of the form setting=value, from `first` on. */
    static Map<String, String> settings(String[] arguments, int first) {
        Map<String, String> settings = new TreeMap<>();
        for (int i = first; i < arguments.length; i++) {
            String[] pair = arguments[i].split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        return settings;
    }

    /** The parent holds the other end of standard input as long as it lives, and never writes. */
    private static void endWithParent(Path home) {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // A broken pipe is an end, too.
        }
        remove(home);
        Runtime.getRuntime().halt(0);
    }

    /** The server still writes while its files go: what comes back after the first turn goes in a later one. */
    private static void remove(Path home) {
        for (int turn = 0; turn < 3; turn++) {
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            } catch (IOException | UncheckedIOException changing) {
                continue;
            }
        }
        home.getParent().toFile().delete(); // does nothing as long as another node's folder is in there
    }

    private Child() {}
}
