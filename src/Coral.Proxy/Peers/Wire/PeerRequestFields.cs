using System.Globalization;
using System.Text;
using Coral.Core.Index;

namespace Coral.Proxy.Peers.Wire;

/// <summary>The members of the field <see cref="PeerFields.Peer"/> of a request.</summary>
/// <param name="Time">The time of the request, in whole seconds.</param>
/// <param name="From">The contact of the requester.</param>
/// <param name="IsSecure">
/// <see langword="true"/> when the URL's scheme is https; its host and port stand in <c>Host</c>.
/// </param>
/// <param name="IsRelay">True to handle the request as one of the peer's own clients.</param>
/// <param name="IsSourceQuery">
/// <see langword="true"/> when the request is whom the peer follows, and not for the object.
/// </param>
internal readonly record struct PeerRequestFields(
    DateTimeOffset Time,
    NodeContact From,
    bool IsSecure,
    bool IsRelay,
    bool IsSourceQuery
)
{
    /// <summary>The scheme of the URL.</summary>
    public string Scheme => IsSecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;

    /// <summary>Writes it, without the seal.</summary>
    public string Write()
    {
        var text = new StringBuilder(192);
        text.Append(CultureInfo.InvariantCulture, $"time=@{Time.ToUnixTimeSeconds()}, scheme={Scheme}, from=");
        ContactItem.Append(text, From);
        text.Append(IsRelay ? ", relay" : null).Append(IsSourceQuery ? ", source" : null);
        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; members that are not known are passed over.</summary>
    public static bool TryRead(ReadOnlySpan<char> said, out PeerRequestFields head)
    {
        var (time, from, isSecure) = ((DateTimeOffset?)null, (NodeContact?)null, (bool?)null);
        var (relay, source, good) = (false, false, true);
        var reader = new StructuredReader(said);
        while (good && !reader.IsAtEnd && (good = reader.TryReadMember(out var key)))
        {
            switch (key)
            {
                case "time":
                    good = reader.TryReadDate(out var seconds);
                    time = seconds;
                    break;
                case "scheme":
                    good = reader.TryReadToken(out var scheme) && scheme is "http" or "https";
                    isSecure = scheme is "https";
                    break;
                case "from":
                    good = reader.TryTake("=") & ContactItem.TryRead(ref reader, out var contact);
                    from = contact;
                    break;
                case "relay":
                    good = relay = reader.TryReadTrue();
                    break;
                case "source":
                    good = source = reader.TryReadTrue();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        head = new PeerRequestFields(
            time.GetValueOrDefault(),
            from.GetValueOrDefault(),
            isSecure.GetValueOrDefault(),
            relay,
            source
        );
        return good && time is not null && from is not null && isSecure is not null;
    }
}
