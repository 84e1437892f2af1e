using Microsoft.Extensions.Logging;

namespace Coral.Node.Logging;

/// <summary>One event on its way to a line.</summary>
/// <param name="Category">The full name of the type that says it.</param>
/// <param name="Id">Number and name.</param>
/// <param name="Message">The message, with its values filled in.</param>
/// <param name="Fields">For programs; the last may be the message's template.</param>
/// <param name="Exception">The exception, if one was thrown.</param>
internal readonly record struct LogEvent(
    LogLevel Level,
    string Category,
    EventId Id,
    string Message,
    IReadOnlyList<KeyValuePair<string, object?>>? Fields,
    Exception? Exception
);
