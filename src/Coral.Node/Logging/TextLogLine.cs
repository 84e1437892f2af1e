using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Logging;

/// <summary>An event for people: <c>2026-11-22T08:15:30.123Z info CoralNode Started: …</c></summary>
/// <remarks>
/// Control characters are escaped, so that no host name can forge a line or steer a terminal. An exception follows on
/// indented lines of its own.
/// </remarks>
internal static class TextLogLine
{
    internal static void Append(StringBuilder line, DateTimeOffset time, in LogEvent logEvent)
    {
        line.Append(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} ")
            .Append(Word(logEvent.Level))
            .Append(' ')
            .Append(logEvent.Category.AsSpan()[(logEvent.Category.LastIndexOf('.') + 1)..])
            .Append(' ')
            .Append(logEvent.Id.Name ?? logEvent.Id.Id.ToString(CultureInfo.InvariantCulture))
            .Append(": ");
        AppendEscaped(line, logEvent.Message);
        if (logEvent.Exception is { } exception)
        {
            foreach (var part in exception.ToString().AsSpan().EnumerateLines())
            {
                line.AppendLine().Append("    ");
                AppendEscaped(line, part);
            }
        }
    }

    private static void AppendEscaped(StringBuilder line, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                line.Append(character);
            }
        }
    }

    private static string Word(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
}
