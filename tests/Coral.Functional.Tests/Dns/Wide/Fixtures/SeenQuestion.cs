using System.Net;

namespace Coral.Functional.Tests.Dns.Wide.Fixtures;

/// <summary>A question that a resolver sent on its way.</summary>
/// <param name="Server">Whom it asks.</param>
/// <param name="Name">Lower case; empty for a connection, whose questions nobody sees.</param>
/// <param name="Type">The type's name; <c>tcp</c> for a connection.</param>
internal sealed record SeenQuestion(IPAddress Server, string Name, string Type)
{
    public bool IsConnection => Name.Length == 0;

    public override string ToString() => $"{Server} {Name} {Type}";
}
