using System.Globalization;

namespace Coral.Stampede;

/// <summary>A server under test.</summary>
/// <param name="Name">The name of the server's column.</param>
/// <param name="Port">The server's port on 127.0.0.1.</param>
/// <param name="Host">The <c>Host</c> field of the clients' requests.</param>
internal sealed record Target(string Name, int Port, string Host)
{
    /// <summary>Reads <c>NAME=PORT</c> or <c>NAME=PORT/HOST</c>.</summary>
    public static Target Parse(string text)
    {
        var equals = text.LastIndexOf('=');
        var where = text[(equals + 1)..].Split('/', 2);
        var port = int.Parse(where[0], CultureInfo.InvariantCulture);
        return new Target(text[..equals], port, where.Length == 2 ? where[1] : $"127.0.0.1:{port}");
    }
}
