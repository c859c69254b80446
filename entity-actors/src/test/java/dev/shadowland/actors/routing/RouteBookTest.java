package dev.shadowland.actors.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.api.RouteMessage.OwnedCell;
import dev.shadowland.actors.api.RouteMessage.RoutesAnnounced;
import dev.shadowland.protocol.backplane.RouteTable;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class RouteBookTest {
    private static final long CELL = 77;
    private static final MemberEndpoint SHARD =
            new MemberEndpoint(1, Roles.SHARD, "10.0.0.1", 24600, 1, 0);
    private static final MemberEndpoint GATEWAY =
            new MemberEndpoint(1, Roles.GATEWAY, "10.0.0.2", 24601, 1, 0);

    private final List<String> heard = new ArrayList<>();
    private final List<String> duplicates = new ArrayList<>();
    private final FakeMembership members = new FakeMembership();
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

                        @Override
                        public void onUnfit(String text) {}
                    },
                    members,
                    duplicate -> duplicates.add(duplicate.text()));

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

    /** Two nodes whose files both say 1, as two did that said nothing. */
    @Test
    void shouldKeepTheOlderOfTwoLivingNodesWithOneIdAndSayItOnce() {
        members.join(10);
        members.join(11);
        book.onRoutes(new RoutesAnnounced(SHARD, 10, 0, List.of(new OwnedCell(CELL, 5))));
        for (int i = 1; i < 100; i++) {
            book.onNode(GATEWAY, 11);
            book.onRoutes(new RoutesAnnounced(SHARD, 10, i, List.of(new OwnedCell(CELL, 5))));
        }
        book.onRemoved(11);
        book.onRoutes(new RoutesAnnounced(SHARD, 10, 100, List.of(new OwnedCell(CELL, 6))));

        assertThat(book.table().epochOf(CELL)).isEqualTo(6);
        assertThat(heard).containsExactly("member 1", "routes 1", "routes 1");
        assertThat(duplicates)
                .singleElement()
                .asString()
                .contains("the id 1", "10.0.0.1:24600", "10.0.0.2:24601", "set shadowland.node.id");
    }

    @Test
    void shouldTakeTheOlderWhicheverIsHeardFirst() {
        members.join(10);
        members.join(11);
        book.onNode(GATEWAY, 11);
        book.onRoutes(new RoutesAnnounced(SHARD, 10, 0, List.of(new OwnedCell(CELL, 5))));
        book.onNode(GATEWAY, 11);
        book.onNode(SHARD, 10);

        assertThat(book.table().nodeOf(CELL)).isEqualTo(1);
        assertThat(heard).containsExactly("member 1", "left 1", "member 1", "routes 1");
        assertThat(duplicates).hasSize(1);
    }

    @Test
    void shouldHearTheYoungerWhenTheOlderIsRemoved() {
        members.join(10);
        members.join(11);
        book.onNode(GATEWAY, 10);
        book.onRoutes(new RoutesAnnounced(SHARD, 11, 0, List.of(new OwnedCell(CELL, 5))));
        assertThat(book.table().size()).isZero();
        book.onRemoved(10);
        assertThat(book.table().nodeOf(CELL)).isEqualTo(1);
    }

    /** The cluster may not have noticed yet that the node was killed. */
    @Test
    void shouldReplaceADeadLifeAsSoonAsItIsUnreachableAndCallItNoDuplicate() {
        members.join(10);
        members.join(11);
        book.onNode(SHARD, 10);
        book.onRoutes(new RoutesAnnounced(SHARD, 11, 0, List.of(new OwnedCell(CELL, 5))));
        members.fade(10);
        book.onUnreachable(10);

        assertThat(book.table().nodeOf(CELL)).isEqualTo(1);
        book.onRemoved(10);
        assertThat(heard).containsExactly("member 1", "left 1", "member 1", "routes 1");
        assertThat(duplicates).isEmpty();
    }

    @Test
    void shouldReplaceALifeOfWhichTheClusterKnowsNothingAtOnce() {
        book.onNode(SHARD, 10);
        book.onNode(SHARD, 11);
        assertThat(heard).containsExactly("member 1", "left 1", "member 1");
    }

    @Test
    void shouldGiveItsIdBackToWhoWasUnreachableForAMoment() {
        members.join(10);
        members.join(11);
        book.onRoutes(new RoutesAnnounced(SHARD, 10, 0, List.of(new OwnedCell(CELL, 5))));
        members.fade(10);
        book.onNode(GATEWAY, 11);
        assertThat(book.table().size()).isZero();
        members.join(10);
        book.onNode(SHARD, 10);
        assertThat(book.table().nodeOf(CELL)).isEqualTo(1);
    }

    /** Lower uids are older; who has not joined is unknown. */
    private static final class FakeMembership implements Membership {
        private final Map<Long, Standing> standings = new HashMap<>();

        void join(long memberUid) {
            standings.put(memberUid, Standing.LIVING);
        }

        void fade(long memberUid) {
            standings.put(memberUid, Standing.FADING);
        }

        @Override
        public Standing standing(long memberUid) {
            return standings.getOrDefault(memberUid, Standing.UNKNOWN);
        }

        @Override
        public boolean isOlder(long memberUid, long than) {
            return memberUid < than;
        }

        @Override
        public String address(long memberUid) {
            return "node " + memberUid;
        }
    }

    private static RoutesAnnounced announced(
            int node, long uid, long sequence, OwnedCell... cells) {
        return new RoutesAnnounced(node(node), uid, sequence, List.of(cells));
    }

    private static MemberEndpoint node(int node) {
        return new MemberEndpoint(node, Roles.SHARD, "127.0.0.1", 1, 1, 0);
    }
}
