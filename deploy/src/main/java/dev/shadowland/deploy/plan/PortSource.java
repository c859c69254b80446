package dev.shadowland.deploy.plan;

/** Gives ports that nobody uses. */
@FunctionalInterface
public interface PortSource {
    /** A port that is free for TCP and UDP on the loopback address; never the same one twice. */
    int next();
}
