namespace Coral.Core.Names;

/// <summary>An origin as a coralized name spells it: host, and port where one is named.</summary>
/// <remarks>Only valid ones exist; see <see cref="HostRules"/>. Equal by value.</remarks>
public sealed record OriginAuthority
{
    private OriginAuthority(string host, int? port)
    {
        Host = host;
        Port = port;
    }

    /// <summary>Lower case A-labels, no final dot.</summary>
    public string Host { get; }

    /// <summary>1 to 65535, or nothing where the scheme's own port is meant.</summary>
    public int? Port { get; }

    /// <summary>Makes an authority of a host in lower case A-labels.</summary>
    /// <param name="host">The host, lower case.</param>
    /// <param name="port">The port that the name spells out.</param>
    /// <param name="allowSingleLabel">True if one label is enough: for pinned hosts only.</param>
    /// <param name="problem">The problem, where <see langword="null"/> is returned.</param>
    public static OriginAuthority? Create(string host, int? port, bool allowSingleLabel, out NameProblem problem)
    {
        ArgumentNullException.ThrowIfNull(host);
        problem = HostRules.Check(host, allowSingleLabel);
        if (problem == NameProblem.None && port is < 1 or > ushort.MaxValue)
        {
            problem = NameProblem.BadPort;
        }

        return problem == NameProblem.None ? new OriginAuthority(host, port) : null;
    }

    /// <summary>Reads <c>host</c> or <c>host:port</c>, lower case, two labels or more.</summary>
    public static OriginAuthority? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return Create(text, port: null, allowSingleLabel: false, out _);
        }

        return PortText.TryParse(text.AsSpan(colon + 1), out var port)
            ? Create(text[..colon], port, allowSingleLabel: false, out _)
            : null;
    }

    /// <summary>The same host with another port, or none.</summary>
    public OriginAuthority WithPort(int? port) => Create(Host, port, allowSingleLabel: true, out _)!;

    /// <summary><c>host</c> or <c>host:port</c>: what a hash label is the hash of.</summary>
    public override string ToString() => Port is { } port ? $"{Host}:{PortText.Format(port)}" : Host;
}
