using Coral.Core.Http;

namespace Coral.Caching.Http;

/// <summary>The request fields that select a response (RFC 9111, section 4.1; RFC 9110, section 12.5.5).</summary>
public static class Vary
{
    /// <summary>The name of the field.</summary>
    public const string Name = "Vary";

    /// <summary>The most names that are told apart: with more the response is taken to vary on everything.</summary>
    public const int MostNames = 32;

    /// <summary>The most characters of all names together: with more the response varies on everything.</summary>
    public const int MostCharacters = 512;

    private const string AcceptEncodingName = "Accept-Encoding";
    private const string OriginName = "Origin";
    private const string AllowOriginName = "Access-Control-Allow-Origin";

    /// <summary>
    /// The fields that the response's <c>Vary</c> names, with the values that <paramref name="request"/> had.
    /// </summary>
    /// <remarks>
    /// Fields that never reach an origin through us (<see cref="RequestFields.Selects"/>), <c>Cookie</c> above
    /// all, cannot have made a difference and are left out. A response to a request without <c>Origin</c> selects no
    /// request that has one, unless it admits every origin: what the others are admitted to is for the origin to say.
    /// </remarks>
    /// <returns>
    /// <see cref="SelectingFields.Never"/> for <c>*</c>; without <c>Vary</c> <see cref="SelectingFields.None"/>, or
    /// <see cref="SelectingFields.WithoutOrigin"/>.
    /// </returns>
    public static SelectingFields Selecting(ResponseHead head, IFieldSource request)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(request);
        return NamesOf(head) is { } names
            ? SelectingFields.Of(names, request, !AdmitsAnyOrigin(head) && request.Get(OriginName) is null)
            : SelectingFields.Never;
    }

    /// <summary>The names in the response's <c>Vary</c> that can select; <see langword="null"/> for <c>*</c>.</summary>
    public static string[]? NamesOf(ResponseHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return NamesIn(head.Fields.Get(Name));
    }

    /// <summary>As <see cref="NamesOf"/>, of a value of the field.</summary>
    public static string[]? NamesIn(string? vary)
    {
        if (vary is null)
        {
            return [];
        }

        var (names, characters) = (new List<string>(), 0);
        foreach (var member in new ListMembers(vary, ListQuoting.None))
        {
            var name = member.Trim().ToString();
            if (name == "*")
            {
                return null;
            }

            if (!RequestFields.Selects(name) || names.Contains(name, FieldNames.Comparer))
            {
                continue;
            }

            names.Add(name);
            characters += name.Length;
            if (names.Count > MostNames || characters > MostCharacters)
            {
                return null;
            }
        }

        return [.. names];
    }

    /// <summary>True if the response's <c>Vary</c> lets no request select it.</summary>
    public static bool IsOnEverything(ResponseHead head) => NamesOf(head) is null;

    /// <summary>
    /// The head with the names in <c>Vary</c> that the origin left out although the response shows them: a content
    /// coding was chosen by <c>Accept-Encoding</c>; and the permission for one <c>Origin</c>, or the lack of any, is
    /// that of the origin that was sent.
    /// </summary>
    /// <param name="head">The head of the response.</param>
    /// <param name="sent">The fields of the request as they were sent.</param>
    public static ResponseHead WithImplied(ResponseHead head, IFieldSource sent)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(sent);
        var implied = new List<string>(2);
        if (head.Fields.Contains("Content-Encoding"))
        {
            implied.Add(AcceptEncodingName);
        }

        if (sent.Get(OriginName) is { } origin && (!AdmitsAnyOrigin(head) || Repeats(head, origin)))
        {
            implied.Add(OriginName);
        }

        return With(head, implied);
    }

    /// <summary>The head with <paramref name="names"/> in its <c>Vary</c>, those that are there already once.</summary>
    public static ResponseHead With(ResponseHead head, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0 || NamesOf(head) is not { } present)
        {
            return head;
        }

        var missing = names.Where(name => !present.Contains(name, FieldNames.Comparer)).ToList();
        if (missing.Count == 0)
        {
            return head;
        }

        var text = string.Join(", ", missing);
        var value = head.Fields.Get(Name) is { } said && said.AsSpan().Trim().Length > 0 ? $"{said}, {text}" : text;
        return head with { Fields = head.Fields.With(Name, value) };
    }

    private static bool AdmitsAnyOrigin(ResponseHead head) => head.Fields.Get(AllowOriginName) == "*";

    private static bool Repeats(ResponseHead head, string origin)
    {
        foreach (var line in head.Fields.Lines)
        {
            if (line.Value.Contains(origin, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
