namespace Coral.Node.Admin;

/// <summary>Problem details (RFC 9457) of the type <c>about:blank</c>.</summary>
/// <param name="Title">The kind of error, the same each time.</param>
/// <param name="Status">The status code, 400 to 599.</param>
/// <param name="Detail">The fault of this request.</param>
public sealed record AdminProblem(string Title, int Status, string Detail);
