package dev.shadowland.transport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ClosingStackTest {
    private final List<String> closed = new ArrayList<>();
    private final ClosingStack stack = new ClosingStack("node 9");

    private AutoCloseable part(String name) {
        return () -> closed.add(name);
    }

    @Test
    void shouldCloseInTheOppositeOrderOnce() {
        stack.push(part("store"));
        stack.push(part("links"));
        stack.close();
        stack.close();
        assertThat(closed).containsExactly("links", "store");
    }

    @Test
    void shouldMoveWhatIsPushedAgain() {
        AutoCloseable page = part("page");
        stack.push(page);
        stack.push(part("links"));
        stack.push(page);
        stack.close();
        assertThat(closed).containsExactly("page", "links");
    }

    @Test
    void shouldCloseTheRestWhenOneDoesNot() {
        stack.push(part("store"));
        stack.push(
                () -> {
                    throw new IllegalStateException("stuck");
                });
        stack.push(part("links"));
        stack.close();
        assertThat(closed).containsExactly("links", "store");
    }
}
