using System.Collections.Frozen;
using Coral.Core.Http;

namespace Coral.Caching.Http;

/// <summary>
/// The request fields of clients that may reach an origin, in the one spelling that selects responses.
/// </summary>
/// <remarks>
/// <see cref="OfClient"/> makes a client's fields; <see cref="ToSend"/> chooses those that a request which many share
/// carries. What is folded here is folded alike wherever a stored response is selected, by <see cref="Fold"/>.
/// </remarks>
public static class RequestFields
{
    /// <summary>The value of <c>Accept</c> that stands for its absence (RFC 9110, section 12.5.1).</summary>
    public const string AcceptAnything = "*/*";

    /// <summary>The fields that are sent, and tell responses apart, before any <c>Vary</c> names them.</summary>
    public static readonly IReadOnlyList<string> AlwaysSelecting = [AcceptEncodingName, OriginName];

    private const string AcceptEncodingName = "Accept-Encoding";
    private const string AcceptName = "Accept";
    private const string OriginName = "Origin";
    private const string CdnLoopName = "CDN-Loop";
    private const string ViaName = "Via";

    /// <summary>The fields that <see cref="ToSend"/> writes or leaves out whatever <c>Vary</c> names.</summary>
    private static readonly FrozenSet<string> AlwaysSent = FieldNames.Set([
        AcceptEncodingName,
        AcceptName,
        OriginName,
        CdnLoopName,
        ViaName,
    ]);

    /// <summary>
    /// True if a request field of this name may ever be sent on to an origin as the client sent it, or folded.
    /// </summary>
    public static bool ReachesOrigin(string name) => !WithheldFields.Contains(name);

    /// <summary>
    /// True if a response can vary on a request field of this name: it goes to the origin as it came.
    /// </summary>
    public static bool Selects(string name) => ReachesOrigin(name) && !Is(name, CdnLoopName) && !Is(name, ViaName);

    /// <summary>The fields of a client that may go to an origin: <see cref="CacheRequest.Fields"/>.</summary>
    /// <remarks>
    /// Dropped: hop-by-hop fields and those that <c>Connection</c> names, cookies, credentials, conditions and
    /// <c>Range</c> (the proxy answers those), what the proxy writes itself, and what could make the origin answer
    /// another request than the key says. <c>Accept</c> and <c>Accept-Encoding</c> are always present, folded.
    /// </remarks>
    public static FieldList OfClient(FieldList received)
    {
        var named = FieldNames.NamedByConnection(received);
        var fields = received.Without(line =>
            !ReachesOrigin(line.Name) || named.Contains(line.Name, StringComparer.OrdinalIgnoreCase)
        );
        if (received.Contains(OriginName))
        {
            fields = WithOrWithout(fields, OriginName, Fold(OriginName, fields.Get(OriginName)));
        }

        return fields
            .With(AcceptName, fields.Get(AcceptName) ?? AcceptAnything)
            .With(AcceptEncodingName, AcceptEncoding.Normalize(received.Get(AcceptEncodingName)));
    }

    /// <summary>The value by which a client's field selects responses, and in which it goes to the origin.</summary>
    /// <param name="name">The name of a field that may reach an origin.</param>
    /// <param name="value">The combined value that was received; <see langword="null"/> for none.</param>
    public static string? Fold(string name, string? value) =>
        name.Length switch
        {
            15 when Is(name, AcceptEncodingName) => AcceptEncoding.Normalize(value),
            6 when Is(name, AcceptName) => value ?? AcceptAnything,
            6 when Is(name, OriginName) => WebOriginValue.IsOne(value) ? value : null,
            _ => value,
        };

    /// <summary>
    /// The fields that a request for all who wait for the same response carries to a peer or an origin.
    /// </summary>
    /// <remarks>
    /// An allow-list: what one client sends, and the key has not, must not change what all others get.
    /// <c>Accept-Encoding</c>, folded, and <c>Origin</c>, by which responses are told apart without a word of the
    /// origin; <c>Accept</c> as <c>*/*</c>; other Coral networks in <c>CDN-Loop</c>, so that a loop is found; and
    /// beyond these what the origin's <c>Vary</c> is known to name.
    /// </remarks>
    /// <param name="client">The fields of one of the clients, as <see cref="OfClient"/> makes them.</param>
    /// <param name="varying">The names that <c>Vary</c> is known to have for the URL.</param>
    public static FieldList ToSend(FieldList client, IReadOnlyList<string> varying)
    {
        ArgumentNullException.ThrowIfNull(client);
        var sent = new List<FieldLine>(4);
        Add(
            AcceptEncodingName,
            client.Get(AcceptEncodingName) is { } codings ? AcceptEncoding.Normalize(codings) : null
        );
        var accept = client.Get(AcceptName);
        Add(AcceptName, accept is null || IsIn(varying, AcceptName) ? accept : AcceptAnything);
        Add(OriginName, Fold(OriginName, client.Get(OriginName)));
        Add(CdnLoopName, client.Get(CdnLoopName) is { } chain ? CoralMembers(chain) : null);
        foreach (var line in client.Lines)
        {
            if (IsIn(varying, line.Name) && !AlwaysSent.Contains(line.Name) && ReachesOrigin(line.Name))
            {
                sent.Add(line);
            }
        }

        return new FieldList(sent);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                sent.Add(new FieldLine(name, value));
            }
        }
    }

    /// <summary>The fields that go to the origin of a site that its operator declared: all that may.</summary>
    /// <param name="client">The fields of one of the clients.</param>
    public static FieldList ToSendToDeclared(FieldList client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.Without(line => !ReachesOrigin(line.Name));
    }

    private static FieldList WithOrWithout(FieldList fields, string name, string? value) =>
        value is null ? fields.Without(line => line.Is(name)) : fields.With(name, value);

    /// <summary>
    /// The members that name Coral networks: the only ones that a loop can come back with to us alone.
    /// </summary>
    private static string? CoralMembers(string chain)
    {
        const int Most = 8;
        const int Longest = 128;
        var kept = new List<string>();
        foreach (var member in new ListMembers(chain, ListQuoting.StringsAndComments))
        {
            var name = new MemberParameters(member, ListQuoting.StringsAndComments).Name;
            if (
                kept.Count < Most
                && member.Length <= Longest
                && name.Equals("coral", StringComparison.OrdinalIgnoreCase)
            )
            {
                kept.Add(member.ToString());
            }
        }

        return kept.Count == 0 ? null : string.Join(", ", kept);
    }

    private static bool IsIn(IReadOnlyList<string> names, string name) => names.Contains(name, FieldNames.Comparer);

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
