using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

public sealed class EffectRuleTests
{
    [Theory]
    [InlineData("restore_db", "Restore a database. All current data will be deleted.")]
    [InlineData("restore_vm", "Restore a machine from a copy; the current disk is overwritten")]
    [InlineData("set_env", "Set all variables at once. Variables that are not in the list are removed.")]
    [InlineData("update_members", "Update the members. Members who are not listed will be removed from the team.")]
    [InlineData("import_db", "Import a dump. The existing database is dropped first.")]
    [InlineData("put_policy", "Put a policy, which overwrites the existing one")]
    [InlineData("init_cluster", "Initialise a cluster. This wipes all data.")]
    [InlineData("init_cluster", "Initialise a cluster. The operation will also erase all disks.")]
    [InlineData("convert_disk", "Convert a disk to another type; its data is erased")]
    [InlineData("read_message", "Read a message. The message is removed from the queue after.")]
    [InlineData("reinstall_os", "Reinstall the system. All disks are wiped.")]
    [InlineData("rebuild_server", "Rebuild a server from an image, which erases its disk")]
    [InlineData("rollback_vm", "Roll back to a snapshot. Changes made since are discarded.")]
    [InlineData("ack_messages", "Acknowledge messages so that they are removed from the queue")]
    [InlineData("copy_file", "Copy a file. If the destination exists, it is overwritten.")]
    [InlineData("compact_topic", "Compact a topic, discarding older records")]
    [InlineData("migrate_schema", "Migrate the schema, permanently dropping columns that are not used")]
    [InlineData("run_collection", "Run a collection. Files no longer linked to a page are deleted.")]
    [InlineData("restore_copy", "Restore the database from a copy, replacing all current data")]
    [InlineData("restore_work", "Revert the tree, throwing away local changes")]
    public void What_is_destroyed_besides_is_heeded(string name, string description) =>
        Assert.Equal(RiskCategory.Destructive, Classified.Tool(name, description).Category);

    [Theory]
    [InlineData("change_plan", "Change the plan of a customer; the difference is charged at once")]
    [InlineData("approve_report", "Approve a report so that it will be reimbursed")]
    [InlineData("assign_number", "Assign a number. The account will be billed.")]
    [InlineData("call_contract", "Write to a contract. This requires gas fees.")]
    [InlineData("enable_campaign", "Enable a campaign so that it starts spending")]
    public void What_is_paid_besides_is_heeded(string name, string description) =>
        Assert.Equal(RiskCategory.Financial, Classified.Tool(name, description).Category);

    [Theory]
    [InlineData("update_file", "Update a file. The old content is not overwritten.", RiskCategory.Write)]
    [InlineData("update_file", "Update a file. Nothing is deleted.", RiskCategory.Write)]
    [InlineData("create_hook", "Create a hook that is called when an item is deleted", RiskCategory.Write)]
    [InlineData("create_paste", "Create a paste. It is deleted after 24 hours.", RiskCategory.Write)]
    [InlineData("set_lifetime", "Set how long logs are kept before they are removed", RiskCategory.Write)]
    [InlineData("create_view", "Create a view of rows that are deleted by users", RiskCategory.Write)]
    [InlineData("update_file", "Update a file.\nArgs:\n  force: whether the old one is overwritten", RiskCategory.Write)]
    [InlineData(
        "fetch_page", "Fetch a page as text. Scripts and styles are removed, and spaces are collapsed.", RiskCategory.Read)]
    [InlineData("list_trash", "List the trash. Items are deleted permanently after 30 days.", RiskCategory.Read)]
    [InlineData("fetch_page", "Fetch a page as text. It removes scripts and styles, dropping empty lines.", RiskCategory.Read)]
    [InlineData("preview_changes", "Preview changes. Shows which files would be removed.", RiskCategory.Read)]
    [InlineData("get_invoice", "Get an invoice. The customer is charged on the due date.", RiskCategory.Read)]
    public void What_is_denied_supposed_or_done_by_others_is_not(string name, string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name, description).Category);

    [Theory]
    [InlineData("receive_messages", "Receives messages. Each message is deleted after being read.", RiskCategory.Destructive)]
    [InlineData("pop_message", "Returns the next message. All returned messages are deleted.", RiskCategory.Destructive)]
    [InlineData("get_secret", "Gets a one-time secret. Secrets are destroyed after they are viewed.", RiskCategory.Destructive)]
    [InlineData("get_q", "Returns q. Note that the original is deleted.", RiskCategory.Destructive)]
    [InlineData("get_p", "Returns p. Original gets deleted.", RiskCategory.Destructive)]
    [InlineData("get_s", "Returns s. Calling this deletes the original.", RiskCategory.Destructive)]
    [InlineData("get_s", "Returns s. Calling this tool deletes the original.", RiskCategory.Destructive)]
    [InlineData("get_r", "Returns r. WARNING: deletes the original!", RiskCategory.Destructive)]
    [InlineData("get_u", "Returns u. Deletes the original afterwards.", RiskCategory.Destructive)]
    [InlineData("get_v", "Returns v. Also deletes the original.", RiskCategory.Destructive)]
    [InlineData("write_file", "Write content to a file. Overwrites the file if it exists.", RiskCategory.Destructive)]
    [InlineData(
        "lookup_company", "Looks up a company. Each lookup costs 1 credit and is billed to your account.", RiskCategory.Financial)]
    [InlineData("get_quote", "Gets a price. Accepting is automatic and your card is charged.", RiskCategory.Financial)]
    [InlineData("format_text", "Formats a text. Removes trailing spaces.", RiskCategory.Write)]
    [InlineData("get_quote", "Gets a price. Your card is charged.", RiskCategory.Financial)]
    [InlineData("get_quote", "Gets a price. Your card is charged only when you confirm.", RiskCategory.Read)]
    [InlineData("get_session", "Get a session. Sessions are invalidated on logout.", RiskCategory.Read)]
    [InlineData("fetch_page", "Fetch a page as text. All scripts and styles are removed.", RiskCategory.Read)]
    [InlineData("list_files", "List files in the trash. Files are deleted permanently after 30 days.", RiskCategory.Read)]
    [InlineData("get_q", "Returns q. Note that the items that are deleted are not shown.", RiskCategory.Read)]
    public void What_happens_to_the_thing_read_or_is_charged_to_the_caller_is_an_effect(
        string name, string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name, description).Category);
}
