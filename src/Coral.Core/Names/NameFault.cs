namespace Coral.Core.Names;

/// <summary>A refusal of a name or URL, in words for a page or a terminal.</summary>
/// <param name="Problem">The problem, for programs.</param>
/// <param name="Subject">The host or URL as it was judged. It comes from the client: escape it on a page.</param>
/// <param name="Suggestion">The host and port that were probably meant, where one can be told.</param>
/// <param name="Example">A host and port of the right form here: <c>www.example.com.localhost:8080</c>.</param>
public sealed record NameFault(NameProblem Problem, string Subject, string? Suggestion, string? Example)
{
    private const int MaxQuoted = 300;

    /// <summary>One sentence that says what is wrong. It quotes <see cref="Subject"/>.</summary>
    public string What =>
        Problem switch
        {
            NameProblem.NotOurs => $"{Quoted} is not a name that this node serves.",
            NameProblem.EmptyLabel => $"{Quoted} has an empty part: a dot too many, or no host at all.",
            NameProblem.TooLong =>
                $"{Quoted} is too long: a host name has at most 253 characters, and 63 between two dots.",
            NameProblem.ForbiddenCharacter =>
                $"{Quoted} has a character that no host name has: only letters, digits, “-” and “_” are allowed.",
            NameProblem.HyphenAtEdge => $"{Quoted} has a part that begins or ends with “-”.",
            NameProblem.AddressLiteral => $"{Quoted} reads as an IP address; sites are served by name only.",
            NameProblem.SingleLabel => $"{Quoted} is a single word; the name of a site has at least one dot.",
            NameProblem.BadPort =>
                $"{Quoted} has a bad port: ports go from 1 to 65535 and are written without leading zeros.",
            NameProblem.BadListenerPort => $"{Quoted} has something after the colon that is not a port.",
            NameProblem.Nested => $"{Quoted} is a coralized name already; it is not served through itself.",
            NameProblem.UnknownHash => $"{Quoted} stands for a long host name that is not known here.",
            NameProblem.NotHttp => $"{Quoted} is not a whole URL that begins with http:// or https://.",
            NameProblem.UserInfo => $"{Quoted} carries a user name; only public URLs are served.",
            NameProblem.ControlCharacter => $"{Quoted} has a control character in it.",
            NameProblem.Inexpressible => $"{Quoted} has no name here: a link over http means https on port 443 only, "
                + "and a link over https never means http.",
            NameProblem.UnmappedCharacter =>
                $"{Quoted} has characters that have to be normalised first: write its name in the xn-- form.",
            _ => $"{Quoted} is not a name that this node serves.",
        };

    /// <summary>One sentence that says what the right form is.</summary>
    public string RightForm =>
        Suggestion is not null ? $"Did you mean {Suggestion}?"
        : Problem == NameProblem.UnknownHash
            ? "Open the site once by its full name, or by a link that this network made."
        : Example is not null
            ? $"The right form is the site's host name, its port if it has one, and our zone: {Example}"
        : "The right form is a whole URL: http://www.example.com/";

    private string Quoted => Subject.Length <= MaxQuoted ? $"“{Subject}”" : $"“{Subject[..MaxQuoted]}…”";

    public override string ToString() => $"{What} {RightForm}";
}
