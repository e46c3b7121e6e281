using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

public sealed class WayBackRuleTests
{
    [Theory]
    [InlineData("Delete an object. If versioning is enabled, the object can be restored.")]
    [InlineData("Delete a repository. It can be restored only if it was not a fork.")]
    [InlineData("Delete a bucket. Objects can be recovered only when they were replicated.")]
    [InlineData("Delete a backup from which a database can be restored")]
    [InlineData("Delete a snapshot. The database can be restored from it until then.")]
    [InlineData("Delete a volume. Before you do, make sure that its files can be recovered elsewhere.")]
    public void A_way_back_that_is_doubtful_or_another_things_is_none(string description) =>
        Assert.Equal(RiskCategory.Destructive, Classified.Tool("delete_widget", description).Category);

    [Theory]
    [InlineData("Do not retry. Cannot be undone.")]
    [InlineData("Never use this lightly. Irreversible.")]
    [InlineData("The secondary is permanently deleted.")]
    [InlineData("This action is permanent.")]
    [InlineData("This can never be undone.")]
    [InlineData("This cannot be reverted.")]
    [InlineData("There is no way to undo this.")]
    [InlineData("You will not be able to undo this.")]
    [InlineData("The operation isn't reversible.")]
    [InlineData("This action is non-reversible.")]
    [InlineData("This can't be rolled back.")]
    [InlineData("The second is gone forever.")]
    [InlineData("Data loss may occur.")]
    [InlineData("The old record is lost.")]
    public void No_way_back_is_heeded_in_any_words(string description) =>
        Assert.Equal(RiskCategory.Destructive, Classified.Tool("merge_widgets", "Merge two widgets. " + description).Category);

    [Theory]
    [InlineData("Merge two widgets. This does not restore comments.")]
    [InlineData("Merge two widgets, which prevents data loss.")]
    [InlineData("Merge two widgets. If the connection is lost, try again.")]
    [InlineData("Merge two widgets. It is not permanent.")]
    public void What_only_sounds_like_it_is_not(string description) =>
        Assert.Equal(RiskCategory.Write, Classified.Tool("merge_widgets", description).Category);

    [Theory]
    [InlineData("drop_db", "Drops the database. Other databases can be restored with restore_db.", RiskCategory.Destructive)]
    [InlineData("delete_z", "Deletes z for good. Deleted branches can be restored elsewhere.", RiskCategory.Destructive)]
    [InlineData("delete_z", "Delete a repository. Archiving is reversible; this is not.", RiskCategory.Destructive)]
    [InlineData(
        "delete_z", "Delete a repository. Consider to archive it instead; an archived repository can be restored.",
        RiskCategory.Destructive)]
    [InlineData(
        "delete_z", "Delete a repository. It can be restored by support for a fee within 1 hour.", RiskCategory.Destructive)]
    [InlineData("delete_z", "Delete a repository. Branches can be restored.", RiskCategory.Destructive)]
    [InlineData("delete_z", "Delete a repository. Deleted repositories can be restored for 90 days.", RiskCategory.Write)]
    [InlineData("delete_z", "Move an item to the trash. It can be restored.", RiskCategory.Write)]
    [InlineData("delete_z", "Moves an item to the trash, where nothing is lost. The item can be restored.", RiskCategory.Write)]
    [InlineData("delete_z", "Delete a page. Deletion can be undone within 30 days.", RiskCategory.Write)]
    [InlineData("merge_z", "Merge two widgets for good.", RiskCategory.Destructive)]
    [InlineData("list_z", "List users who left for good.", RiskCategory.Read)]
    public void A_way_back_is_one_only_of_what_was_destroyed(
        string name, string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name, description).Category);

    [Fact]
    public void A_denial_in_the_servers_own_words_is_not_quoted()
    {
        var risk = Classified.Tool("merge_widgets", "Merge two widgets. It approvedn't be reversible.");

        Assert.Equal(RiskCategory.Destructive, risk.Category);
        Assert.Contains(
            new RiskEvidence(RiskEvidenceSource.Description, "not reversible", RiskCategory.Destructive), risk.Evidence);
    }
}
