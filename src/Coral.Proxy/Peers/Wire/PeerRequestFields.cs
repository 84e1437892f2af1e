using Coral.Core.Http.StructuredFields;
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
        var writer = new StructuredFieldWriter(stackalloc char[256]);
        writer.WriteMember("time", BareItem.Date(Time));
        writer.WriteMember("scheme", BareItem.Token(Scheme));
        writer.Write(ContactItem.Of(From), "from");
        if (IsRelay)
        {
            writer.WriteMember("relay", BareItem.True);
        }

        if (IsSourceQuery)
        {
            writer.WriteMember("source", BareItem.True);
        }

        return writer.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; members that are not known are passed over.</summary>
    public static bool TryRead(ReadOnlySpan<char> said, out PeerRequestFields head)
    {
        head = default;
        if (
            !StructuredField.TryParseDictionary(said, out var members)
            || members.Item("time")?.AsDate is not { } time
            || members.Item("scheme")?.AsToken is not { } scheme
            || scheme is not ("http" or "https")
            || ContactItem.Read(members.Find("from")) is not { } from
            || !TryReadFlag(members, "relay", out var isRelay)
            || !TryReadFlag(members, "source", out var isSourceQuery)
        )
        {
            return false;
        }

        head = new PeerRequestFields(time, from, scheme == Uri.UriSchemeHttps, isRelay, isSourceQuery);
        return true;
    }

    /// <summary>A flag is true or absent.</summary>
    private static bool TryReadFlag(StructuredDictionary members, string key, out bool isSet)
    {
        isSet = members.Item(key) is { IsTrue: true };
        return isSet || members.Find(key) is null;
    }
}
