using System.Net;
using Coral.Core.Names;

namespace Coral.Cli.Fetching;

/// <summary>What to fetch, and through which node: its address need not be the one that the name resolves to.</summary>
internal sealed record FetchTarget(CoralizedUrl Url, IPEndPoint Node);
