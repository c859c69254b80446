package dev.shadowland.deploy.supervise;

import dev.shadowland.deploy.plan.NodePlan;
import dev.shadowland.deploy.plan.ProcessPlan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a child JVM: the same Java, classes and options as the launcher's own.
 *
 * @param java the java executable
 * @param jvmOptions file with the options of every JVM of the project
 * @param mainClass gets {@code <verb> --config FILE…}
 */
public record NodeCommand(Path java, Path jvmOptions, String classPath, String mainClass) {

    /**
     * {@code sh} makes the child deaf to the terminal's signals, so that Ctrl-C reaches only the
     * launcher, which stops all in order.
     */
    private static final List<String> DEAF_TO_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    public List<String> words(ProcessPlan plan) {
        List<String> words = new ArrayList<>(DEAF_TO_TERMINAL);
        if (plan.nice() > 0) {
            words.addAll(List.of("nice", "-n", Integer.toString(plan.nice())));
        }
        words.add(java.toString());
        words.add("@" + jvmOptions);
        words.add("-Djava.io.tmpdir=" + plan.temporary());
        words.add("-Xmx%dm".formatted(plan.kind().heapMegabytes()));
        if (plan.kind().touchedMegabytes() > 0) {
            words.add("-Xms%dm".formatted(plan.kind().touchedMegabytes()));
            words.add("-XX:+AlwaysPreTouch");
        }
        words.add("-cp");
        words.add(classPath);
        words.add(mainClass);
        words.add(plan.kind().verb());
        for (NodePlan node : plan.nodes()) {
            words.add("--config");
            words.add(node.config().toString());
        }
        return List.copyOf(words);
    }
}
