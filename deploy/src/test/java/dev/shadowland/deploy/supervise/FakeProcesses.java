package dev.shadowland.deploy.supervise;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.shadowland.deploy.plan.NodePlan;
import dev.shadowland.deploy.plan.ProcessPlan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Processes that live and die as a test says, and a journal of what was asked of them. */
final class FakeProcesses implements ProcessStarter {
    final List<String> journal = new ArrayList<>();
    private final Map<String, FakeProcess> latest = new HashMap<>();
    private long nextPid = 1;

    @Override
    public ChildProcess start(ProcessPlan plan) throws IOException {
        journal.add("start " + plan.name());
        FakeProcess process = new FakeProcess(plan, nextPid++);
        latest.put(plan.name(), process);
        return process;
    }

    FakeProcess of(String name) {
        FakeProcess process = latest.get(name);
        if (process == null) {
            throw new IllegalArgumentException(name + " was never started");
        }
        return process;
    }

    int running() {
        return (int) latest.values().stream().filter(FakeProcess::isAlive).count();
    }

    /** The statuses of all nodes in processes that live, each with that state. */
    Map<String, NodeStatus> all(String state) {
        Map<String, NodeStatus> statuses = new HashMap<>();
        for (FakeProcess process : latest.values()) {
            if (process.isAlive()) {
                for (NodePlan node : process.plan.nodes()) {
                    statuses.put(node.name(), status(state, process.pid()));
                }
            }
        }
        return statuses;
    }

    static NodeStatus status(String state, long pid) {
        return new NodeStatus(
                JsonNodeFactory.instance.objectNode().put("state", state).put("pid", pid));
    }

    final class FakeProcess implements ChildProcess {
        private final ProcessPlan plan;
        private final long pid;
        private boolean isAlive = true;
        private int exitStatus;

        /** How it answers SIGTERM; negative: not at all. */
        int statusOnTerminate = 143;

        FakeProcess(ProcessPlan plan, long pid) {
            this.plan = plan;
            this.pid = pid;
        }

        void die(int status) {
            isAlive = false;
            exitStatus = status;
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public boolean isAlive() {
            return isAlive;
        }

        @Override
        public int exitStatus() {
            if (isAlive) {
                throw new IllegalStateException(plan.name() + " is alive");
            }
            return exitStatus;
        }

        @Override
        public void terminate() {
            journal.add("terminate " + plan.name());
            if (statusOnTerminate >= 0) {
                die(statusOnTerminate);
            }
        }

        @Override
        public void kill() {
            journal.add("kill " + plan.name());
            die(137);
        }
    }
}
