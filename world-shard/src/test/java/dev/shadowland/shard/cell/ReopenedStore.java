package dev.shadowland.shard.cell;

import dev.shadowland.actors.store.SqliteWorldStore;
import dev.shadowland.actors.store.StoreUnavailableException;
import dev.shadowland.actors.store.WorldStore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that does not answer the first calls. */
record ReopenedStore(Path file, int failures) {
    WorldStore asStore() {
        AtomicInteger left = new AtomicInteger(failures);
        return (WorldStore)
                Proxy.newProxyInstance(
                        WorldStore.class.getClassLoader(),
                        new Class<?>[] {WorldStore.class},
                        (_, method, arguments) -> {
                            if (left.getAndDecrement() > 0) {
                                throw new StoreUnavailableException(
                                        file.toString(), "planted fault");
                            }
                            try (SqliteWorldStore store = SqliteWorldStore.open(file)) {
                                return method.invoke(store, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause() == null ? e : e.getCause();
                            }
                        });
    }
}
