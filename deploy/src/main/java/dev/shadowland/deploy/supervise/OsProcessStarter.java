package dev.shadowland.deploy.supervise;

import dev.shadowland.deploy.plan.ProcessPlan;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Starts real processes. Each keeps the read end of a pipe as its standard input and nobody writes
 * to it: when the launcher dies, however it dies, the pipe closes and the child knows.
 */
public final class OsProcessStarter implements ProcessStarter {
    /** Set in the environment of children: exit when standard input closes. */
    public static final String SUPERVISED = "SHADOWLAND_SUPERVISED";

    private final NodeCommand command;

    public OsProcessStarter(NodeCommand command) {
        this.command = command;
    }

    @Override
    public ChildProcess start(ProcessPlan plan) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command.words(plan))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(plan.log().toFile()));
        builder.environment().put(SUPERVISED, "1");
        return new OsProcess(builder.start());
    }

    /** Signals go through the handle: {@link Process#destroy} closes the pipe as well. */
    private record OsProcess(Process process) implements ChildProcess {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public int exitStatus() {
            return process.exitValue();
        }

        @Override
        public void terminate() {
            boolean _ = process.toHandle().destroy();
        }

        @Override
        public void kill() {
            boolean _ = process.toHandle().destroyForcibly();
        }
    }
}
