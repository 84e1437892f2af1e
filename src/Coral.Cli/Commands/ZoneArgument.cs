using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Coral.Core.Names;
using Coral.Node.Zones;

namespace Coral.Cli.Commands;

/// <summary>The zone that links are made in, with the port its nodes listen on: <c>--zone ZONE[:PORT]</c>.</summary>
/// <remarks>
/// Without <c>--zone</c> links go to the node that <c>coral run</c> starts: zone <c>localhost</c>, port 8080 for http.
/// A named zone is taken for a public one, on the scheme's own port, unless a port follows it.
/// </remarks>
internal sealed class ZoneArgument
{
    private readonly string _zone;
    private readonly int? _port;

    private readonly bool _isNamed;

    private ZoneArgument(string zone, int? port, bool isNamed)
    {
        _isNamed = isNamed;
        _zone = zone;
        _port = port;
        var names = new CoralizedNames([zone], [], new MemoryHashedHosts());
        Urls = new CoralizedUrls(names);
    }

    /// <summary>Makes links.</summary>
    internal CoralizedUrls Urls { get; }

    /// <summary>The form of http links: any name below the zone.</summary>
    internal NamePlace Plain => new(WebScheme.Http, NameForm.Suffix, _zone, _port);

    /// <summary>The form of https links: one label, which a wildcard certificate covers.</summary>
    internal NamePlace Secure => new(WebScheme.Https, NameForm.OneLabel, _zone, _isNamed ? _port : null);

    /// <summary>Without <c>--zone</c>, the port of a node that is named elsewhere counts.</summary>
    internal ZoneArgument OnNode(IPEndPoint node) =>
        _isNamed ? this : new ZoneArgument(_zone, node.Port, isNamed: false);

    /// <summary>The zone as its user would write it.</summary>
    public override string ToString() => _port is { } port ? $"{_zone}:{port}" : _zone;

    internal static Option<ZoneArgument> CreateOption() =>
        new("--zone")
        {
            HelpName = "ZONE[:PORT]",
            Description = "The zone, with its port if that is not the default one",
            CustomParser = result => Parse(result.Tokens[^1].Value, result),
            DefaultValueFactory = _ => new ZoneArgument("localhost", 8080, isNamed: false),
        };

    private static ZoneArgument? Parse(string text, ArgumentResult result)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var zone = colon < 0 ? text : text[..colon];
        int? port = null;
        if (colon >= 0)
        {
            if (
                !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number == 0
            )
            {
                result.AddError($"--zone: '{text}' is not valid; it must be a domain name, optionally with a port");
                return null;
            }

            port = number;
        }

        if (HostNameRule.Problem(zone) is { } problem)
        {
            result.AddError($"--zone: {problem}");
            return null;
        }

        return new ZoneArgument(zone, port, isNamed: true);
    }
}
