using System.ComponentModel;

namespace Coral.Node.Identity;

/// <summary>The data that a node keeps.</summary>
public sealed record DataOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral";

    /// <summary>The folder in which the node keeps what must survive a restart. One node at a time.</summary>
    /// <value><c>$XDG_DATA_HOME/coral</c> or <c>~/.local/share/coral</c> by default; none keeps nothing.</value>
    [Description("a folder")]
    public string? Data { get; set; }
}
