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
            NameProblem.NotOurs => $"This node does not serve {Quoted}: it is not an open proxy.",
            NameProblem.EmptyLabel => $"{Quoted} has an empty label: two dots in a row, or no host name at all.",
            NameProblem.TooLong =>
                $"{Quoted} is too long: a host name may have 253 characters, and 63 between two dots.",
            NameProblem.ForbiddenCharacter =>
                $"{Quoted} contains a character that is not allowed in a host name: use letters, digits, “-” and “_”.",
            NameProblem.HyphenAtEdge => $"{Quoted} has a label that begins or ends with “-”.",
            NameProblem.AddressLiteral => $"{Quoted} is an IP address; Coral serves sites by host name only.",
            NameProblem.SingleLabel => $"{Quoted} has no dot; the host name of a public site has at least one.",
            NameProblem.BadPort =>
                $"{Quoted} has an invalid port: write a number from 1 to 65535 without leading zeros.",
            NameProblem.BadListenerPort => $"{Quoted} has an invalid port after the colon.",
            NameProblem.Nested => $"{Quoted} is a coralized name already; Coral does not serve a name through itself.",
            NameProblem.UnknownHash => $"{Quoted} is short for a long host name, which this node does not know yet.",
            NameProblem.NotHttp => $"{Quoted} is not a URL that begins with http:// or https://.",
            NameProblem.UserInfo => $"{Quoted} contains a user name; Coral serves public URLs only.",
            NameProblem.ControlCharacter => $"{Quoted} contains a control character.",
            NameProblem.Inexpressible when Subject.StartsWith("https:", StringComparison.Ordinal) =>
                $"Coral cannot name an https origin on a port other than 443 in a link over http: {Quoted}.",
            NameProblem.Inexpressible =>
                $"Coral cannot name an http origin on port 443, or on any port in a link over https: {Quoted}.",
            NameProblem.UnmappedCharacter =>
                $"{Quoted} contains characters that must be normalised first: write the host name in its xn-- form.",
            _ => $"This node does not serve {Quoted}.",
        };

    /// <summary>One sentence that says what the right form is.</summary>
    public string RightForm =>
        Suggestion is not null ? $"Did you mean {Suggestion}?"
        : Problem == NameProblem.Inexpressible ? "Link to it over https, or use the origin's https address on port 443."
        : Problem == NameProblem.UnknownHash
            ? "Open the site once by its full name, or through a link made by this network."
        : Example is not null ? $"Write the site's host name, its port if it has one, and this node's zone: {Example}"
        : "Write a whole URL, such as http://www.example.com/";

    private string Quoted => Subject.Length <= MaxQuoted ? $"“{Subject}”" : $"“{Subject[..MaxQuoted]}…”";

    public override string ToString() => $"{What} {RightForm}";
}
