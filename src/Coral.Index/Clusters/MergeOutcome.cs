namespace Coral.Index.Clusters;

/// <summary>The result of weighing another acceptable cluster against ours.</summary>
internal enum MergeOutcome
{
    /// <summary>It is not better than ours.</summary>
    Stay,

    /// <summary>Of near size, and ours is the one to be given up, if our members agree that it is near.</summary>
    AskMembers,

    /// <summary>It is so much better that the node enters it at once.</summary>
    Switch,
}
