package dev.shadowland.actors.routing;

import dev.shadowland.actors.api.MemberEndpoint;

/**
 * Two living nodes with one id. The one that is a member for longer keeps it; the other's data
 * plane is not listened to.
 *
 * @param keeperAddress where the keeper's actors listen, {@code host:port}
 * @param strangerUid the other's life in the cluster
 */
record DuplicateId(
        MemberEndpoint keeper,
        String keeperAddress,
        MemberEndpoint stranger,
        String strangerAddress,
        long strangerUid) {

    /** For the person who has to mend it. */
    String text() {
        return "two living nodes have the id %d, %s and, ignored until the first is gone, %s: set shadowland.node.id of one of them to another number"
                .formatted(
                        keeper.node(),
                        text(keeper, keeperAddress),
                        text(stranger, strangerAddress));
    }

    private static String text(MemberEndpoint endpoint, String address) {
        return "a %s at %s (backplane %s:%d)"
                .formatted(endpoint.role(), address, endpoint.host(), endpoint.backplanePort());
    }
}
