using Coral.Core.Http;
using Microsoft.AspNetCore.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>Tells requests that have been through this network before.</summary>
/// <param name="networkId">The id of this network, as our own requests to origins carry it.</param>
internal sealed class LoopDetector(string networkId)
{
    /// <summary>The name of this software in <c>Via</c>, as received-by pseudonym (RFC 9110, section 7.6.3).</summary>
    public const string ViaName = "CoralWebPrx";

    private const string CdnLoopName = "CDN-Loop";
    private const string CdnId = "coral";

    /// <summary>
    /// True for a request in a loop: it names our network, or any Coral proxy where the site is not
    /// declared here.
    /// </summary>
    /// <remarks>A declared site may stand behind a Coral of its own; <c>CDN-Loop</c> still detects a cycle.</remarks>
    public bool IsLoop(IHeaderDictionary headers, bool declared) =>
        (headers[CdnLoopName] is { Count: > 0 } cdnLoop && NamesOurNetwork(cdnLoop.ToString()))
        || (!declared && headers.Via is { Count: > 0 } via && NamesCoral(via.ToString()));

    /// <summary>True if <c>CDN-Loop</c> names our network: <c>coral; net="…"</c> (RFC 8586, section 2).</summary>
    public bool NamesOurNetwork(string cdnLoop)
    {
        foreach (var member in new ListMembers(cdnLoop, ListQuoting.StringsAndComments))
        {
            if (IsOurs(member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True if <c>Via</c> names a Coral proxy, of whatever network.</summary>
    public static bool NamesCoral(string via)
    {
        foreach (var member in new ListMembers(via, ListQuoting.StringsAndComments))
        {
            var space = member.IndexOfAny(' ', '\t');
            var receivedBy = space < 0 ? default : member[space..].TrimStart(" \t");
            var end = receivedBy.IndexOfAny(" \t:(");
            receivedBy = end < 0 ? receivedBy : receivedBy[..end];
            if (receivedBy.Equals(ViaName, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOurs(ReadOnlySpan<char> member)
    {
        var parameters = new MemberParameters(member, ListQuoting.StringsAndComments);
        if (!parameters.Name.Equals(CdnId, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (var parameter in parameters)
        {
            if (parameter.Key.Equals("net", StringComparison.OrdinalIgnoreCase) && parameter.Value == networkId)
            {
                return true;
            }
        }

        return false;
    }
}
