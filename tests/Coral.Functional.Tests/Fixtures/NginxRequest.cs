namespace Coral.Functional.Tests.Fixtures;

/// <summary>One line of nginx's access log. A field that the request did not carry is empty.</summary>
internal sealed record NginxRequest(
    string Method,
    string Target,
    string Host,
    string Status,
    string Range,
    string IfNoneMatch,
    string AcceptEncoding
);
