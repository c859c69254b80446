package dev.shadowland.transport.config;

import java.nio.file.Path;

/** The store: a SQLite file. */
public record StoreConfig(Path path) {}
