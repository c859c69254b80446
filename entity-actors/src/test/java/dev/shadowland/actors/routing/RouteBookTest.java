package dev.shadowland.actors.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.api.RouteMessage.OwnedCell;
import dev.shadowland.actors.api.RouteMessage.RoutesAnnounced;
import dev.shadowland.protocol.backplane.RouteTable;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class RouteBookTest {
    private static final long CELL = 77;

    private final List<String> heard = new ArrayList<>();
    private final RouteBook book =
            new RouteBook(
                    new MemberListener() {
                        @Override
                        public void onMember(MemberEndpoint endpoint) {
                            heard.add("member " + endpoint.node());
                        }

                        @Override
                        public void onMemberLeft(int node) {
                            heard.add("left " + node);
                        }

                        @Override
                        public void onRoutes(RouteTable routes) {
                            heard.add("routes " + routes.size());
                        }
                    });

    @Test
    void shouldBelieveTheHigherEpochWhoeverSpeaksLast() {
        book.onRoutes(announced(1, 10, 0, new OwnedCell(CELL, 5)));
        book.onRoutes(announced(2, 20, 0, new OwnedCell(CELL, 6)));
        book.onRoutes(announced(1, 10, 1, new OwnedCell(CELL, 5)));
        assertThat(book.table().nodeOf(CELL)).isEqualTo(2);
        assertThat(book.table().epochOf(CELL)).isEqualTo(6);
    }

    @Test
    void shouldForgetARemovedMemberForEver() {
        book.onRoutes(announced(1, 10, 0, new OwnedCell(CELL, 5)));
        book.onRemoved(10);
        assertThat(book.table().size()).isZero();
        book.onRoutes(announced(1, 10, 9, new OwnedCell(CELL, 5)));
        assertThat(book.table().size()).isZero();
        assertThat(heard).containsExactly("member 1", "routes 1", "left 1", "routes 0");
    }

    @Test
    void shouldReplaceAnEarlierLifeOfTheSameNode() {
        book.onRoutes(announced(1, 10, 0, new OwnedCell(CELL, 5)));
        book.onNode(node(1), 11);
        book.onRemoved(10);
        assertThat(heard).containsExactly("member 1", "routes 1", "left 1", "member 1", "routes 0");
    }

    @Test
    void shouldIgnoreOlderAnnouncementsAndSilentRepeats() {
        book.onRoutes(announced(1, 10, 3, new OwnedCell(CELL, 5)));
        book.onRoutes(announced(1, 10, 2));
        book.onRoutes(announced(1, 10, 4, new OwnedCell(CELL, 5)));
        assertThat(heard).containsExactly("member 1", "routes 1");
        book.onRoutes(announced(1, 10, 5));
        assertThat(book.table().nodeOf(CELL)).isZero();
    }

    private static RoutesAnnounced announced(
            int node, long uid, long sequence, OwnedCell... cells) {
        return new RoutesAnnounced(node(node), uid, sequence, List.of(cells));
    }

    private static MemberEndpoint node(int node) {
        return new MemberEndpoint(node, Roles.SHARD, "127.0.0.1", 1, 1);
    }
}
