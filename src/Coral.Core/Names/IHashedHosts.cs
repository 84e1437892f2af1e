namespace Coral.Core.Names;

/// <summary>The origins that hash labels stand for. Safe from any thread.</summary>
/// <remarks>
/// The seam between names and the index. <see cref="Find"/> answers from what is known on this node and does not wait;
/// whoever meets <see cref="NameProblem.UnknownHash"/> may ask the network, <see cref="Learn"/> the answer and decode
/// again. Answers need no trust: the label is the hash of what it stands for.
/// </remarks>
public interface IHashedHosts
{
    /// <summary>The origin of a label made by <see cref="HashLabel.Of"/>, if it is known here.</summary>
    OriginAuthority? Find(string label);

    /// <summary>Remembers an origin whose hash label was given out, or that was asked for by its full name.</summary>
    /// <remarks>Called for names that nobody has proved to exist: bounded, and not to be sent on as it comes.</remarks>
    void Learn(OriginAuthority authority);
}
