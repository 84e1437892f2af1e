namespace Coral.Node.Admin;

/// <summary>Problem details (RFC 9457) of the type <c>about:blank</c>.</summary>
/// <param name="Title">What kind of error it is.</param>
/// <param name="Status">The status code.</param>
/// <param name="Detail">What is wrong this time.</param>
public sealed record AdminProblem(string Title, int Status, string Detail);
