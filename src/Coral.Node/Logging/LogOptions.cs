using Microsoft.Extensions.Logging;

namespace Coral.Node.Logging;

/// <summary>Options of the node's log.</summary>
public sealed record LogOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral";

    /// <summary>The format of the log on standard error.</summary>
    /// <value>text by default.</value>
    public LogFormat Log { get; set; } = LogFormat.Text;

    /// <summary>The least important events that are logged.</summary>
    /// <value>information by default.</value>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;
}
