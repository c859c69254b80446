package dev.shadowland.deploy.supervise;

import dev.shadowland.deploy.plan.ProcessPlan;

import java.io.IOException;

/** Starts the processes of a plan. */
@FunctionalInterface
public interface ProcessStarter {
    ChildProcess start(ProcessPlan plan) throws IOException;
}
