package dev.shadowland.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;

import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that is logged while it is open, from TRACE up, by whatever logger and thread. */
public final class CapturedLog implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<Logger, Level> levels = new HashMap<>();
    private final Logger root;
    private final Appender appender = new Appender();

    private final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(event.getLoggerName());
            line.append(' ').append(event.getLevel()).append(' ').append(event.getMessage());
            line.append(' ').append(event.getFormattedMessage());
            line.append(' ').append(event.getMDCPropertyMap());
            if (event.getThrowableProxy() != null) {
                line.append('\n').append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            lines.add(line.toString());
        }
    }

    /** Captures from now on. */
    public CapturedLog() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        for (Logger logger : context.getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger, logger.getLevel());
                logger.setLevel(Level.TRACE);
            }
        }
        // What others print stays as short as it was: the test's own appender takes the rest.
        root.iteratorForAppenders().forEachRemaining(other -> other.addFilter(new Quiet()));
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
    }

    /** Lets through what the levels let through before. */
    private final class Quiet extends ch.qos.logback.core.filter.Filter<ILoggingEvent> {
        @Override
        public ch.qos.logback.core.spi.FilterReply decide(ILoggingEvent event) {
            return appender.isStarted() && !event.getLevel().isGreaterOrEqual(Level.WARN)
                    ? ch.qos.logback.core.spi.FilterReply.DENY
                    : ch.qos.logback.core.spi.FilterReply.NEUTRAL;
        }
    }

    /** Everything so far: logger, level, pattern, message, context, and exceptions with causes. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Whether some line has these words. */
    public boolean says(String words) {
        return lines.stream().anyMatch(line -> line.contains(words));
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
        levels.forEach(Logger::setLevel);
    }
}
