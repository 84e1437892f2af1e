namespace Coral.Index.Clusters;

/// <summary>The result of weighing another acceptable cluster against ours.</summary>
internal enum MergeOutcome
{
    /// <summary>Keep our cluster: the other is not better.</summary>
    Stay,

    /// <summary>
    /// Give ours up if its members confirm that the other is near: both are of similar size, and ours has the higher
    /// id.
    /// </summary>
    AskMembers,

    /// <summary>Enter the other at once: it is better by far.</summary>
    Switch,
}
