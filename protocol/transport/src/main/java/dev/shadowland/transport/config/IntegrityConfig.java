package dev.shadowland.transport.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The integrity challenge.
 *
 * @param isOn whether clients are challenged when there are tables
 * @param tables folder of key tables, null for none: then nobody is challenged
 * @param interval how often a client in the world is challenged
 * @param answerTimeout how long it may take to answer
 */
public record IntegrityConfig(
        boolean isOn, @Nullable Path tables, Duration interval, Duration answerTimeout) {}
