using Coral.Core.Http;

namespace Coral.Caching.Http;

/// <summary>The fields of a response that may be sent with a content coding of ours, and as they were sent.</summary>
/// <remarks>
/// The content is the same, its coding is not: whichever form is sent, <c>Vary</c> names <c>Accept-Encoding</c> (RFC
/// 9110, section 12.5.5), and the coded form has a weak tag (section 8.8.3.3). Immutable.
/// </remarks>
public sealed class NegotiatedFields
{
    private const string SelectedBy = "Accept-Encoding";

    private NegotiatedFields(string? weakTag, string? vary)
    {
        WeakTag = weakTag;
        Vary = vary;
    }

    /// <summary>The <c>ETag</c> of the coded form; <see langword="null"/> where the response has none.</summary>
    public string? WeakTag { get; }

    /// <summary>
    /// The whole <c>Vary</c> of either form; <see langword="null"/> where that of the response says enough.
    /// </summary>
    public string? Vary { get; }

    /// <summary>Memory held, in bytes.</summary>
    public int SizeBytes => 48 + (2 * ((WeakTag?.Length ?? 0) + (Vary?.Length ?? 0)));

    /// <summary>
    /// The fields for a response; <see langword="null"/> for one that is sent as it is
    /// (<see cref="Compressibility"/>).
    /// </summary>
    /// <param name="head">Status and header, as the origin sent them.</param>
    /// <param name="length">The length of the body; <see langword="null"/> while it is unknown.</param>
    public static NegotiatedFields? Of(ResponseHead head, long? length)
    {
        ArgumentNullException.ThrowIfNull(head);
        return Compressibility.Allows(head, length)
            ? new NegotiatedFields(Weak(head.Fields.Get("ETag")), Completed(head.Fields.Get("Vary")))
            : null;
    }

    private static string? Weak(string? tag) => tag is null || EntityTag.IsWeak(tag) ? tag : "W/" + tag;

    private static string? Completed(string? vary)
    {
        foreach (var name in new ListMembers(vary, ListQuoting.None))
        {
            if (name is "*" || name.Equals(SelectedBy, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return string.IsNullOrWhiteSpace(vary) ? SelectedBy : $"{vary}, {SelectedBy}";
    }
}
