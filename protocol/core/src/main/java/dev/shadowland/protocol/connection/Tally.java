package dev.shadowland.protocol.connection;

/** Counts that the parts of a connection share; see {@link ConnectionStatistics}. */
final class Tally {
    long datagramsReceived;
    long datagramsAcked;
    long datagramsLost;
    long datagramsLate;
    long messagesReceived;
    long messagesDelivered;
    long duplicates;
    long fragmentsRefused;
    long unreliableRefused;
    long bytesSaved;
    long bytesExpanded;
}
