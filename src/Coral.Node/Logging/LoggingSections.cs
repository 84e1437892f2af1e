using Coral.Node.Configuration;

namespace Coral.Node.Logging;

/// <summary>The section of the node's log.</summary>
internal static class LoggingSections
{
    /// <summary>The format of the log, and the least important events in it.</summary>
    public static OptionSection Log { get; } =
        new(LogOptions.SectionName, typeof(LogOptions))
        {
            Flags = [new("--log", "Coral:Log", "text|json", 140, "Format of the log on standard error")],
        };
}
