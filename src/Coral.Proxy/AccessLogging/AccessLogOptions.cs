using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Coral.Proxy.AccessLogging;

/// <summary>The destination and the queue of the access log.</summary>
public sealed record AccessLogOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:AccessLog";

    /// <summary>The value of <see cref="Destination"/> that writes nothing.</summary>
    public const string Off = "off";

    /// <summary>The value of <see cref="Destination"/> that writes to standard output.</summary>
    public const string Console = "console";

    /// <summary><c>off</c>, <c>console</c>, or the path of a file that is appended to. Off costs nothing.</summary>
    /// <value><c>console</c> by default.</value>
    [Required]
    [Description("off, console or a file")]
    public string Destination { get; set; } = Console;

    /// <summary>
    /// Most lines that wait for the writer. When it falls further behind, lines are dropped and counted.
    /// </summary>
    /// <value>8192 by default.</value>
    [Range(16, 1_048_576)]
    public int QueueLength { get; set; } = 8192;
}
