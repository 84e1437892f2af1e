namespace Coral.Cli.Admin;

/// <summary>The response of a node's admin API.</summary>
/// <param name="Value">The object that the JSON was read into.</param>
/// <param name="Json">The same as the node wrote it.</param>
internal sealed record AdminReply<T>(T Value, string Json)
{
    /// <summary>Writes it as the node did, or for people.</summary>
    /// <param name="asJson">True for JSON, false for text.</param>
    /// <param name="output">Standard output, as a rule.</param>
    /// <param name="write">Writes the reply as text.</param>
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
