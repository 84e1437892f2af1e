namespace Coral.Cli.Admin;

/// <summary>What a node answered.</summary>
/// <param name="Value">The object.</param>
/// <param name="Json">The same as the node wrote it.</param>
internal sealed record AdminReply<T>(T Value, string Json)
{
    /// <summary>Writes it as the node did, or for people.</summary>
    /// <param name="asJson">Whether a program reads it.</param>
    /// <param name="output">Where to.</param>
    /// <param name="write">Writes it for people.</param>
    public void Write(bool asJson, TextWriter output, Action<T, TextWriter> write)
    {
        if (asJson)
        {
            output.WriteLine(Json);
        }
        else
        {
            write(Value, output);
        }
    }
}
