namespace Coral.Testing;

/// <summary>Arguments of <c>coral run</c> that let the system choose every port.</summary>
/// <remarks>A service that a node has by default listens at a port of its own unless told otherwise.</remarks>
public static class FreePorts
{
    private static readonly string[] Services = ["--http", "--index", "--peer", "--dns", "--admin"];

    /// <summary>For all that a node serves by default.</summary>
    /// <param name="address">The local address that everything listens at.</param>
    public static IReadOnlyList<string> Arguments(string address = "127.0.0.1") =>
        [.. Services.SelectMany(service => (string[])[service, $"{address}:0"])];
}
