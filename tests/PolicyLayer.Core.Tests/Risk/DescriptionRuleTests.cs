using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

public sealed class DescriptionRuleTests
{
    [Theory]
    [InlineData("Deletes a widget.", RiskCategory.Destructive)]
    [InlineData("This tool lets you delete a widget.", RiskCategory.Destructive)]
    [InlineData("Permanently deletes a widget.", RiskCategory.Destructive)]
    [InlineData("A helper for deleting widgets.", RiskCategory.Destructive)]
    [InlineData("A wrapper that deletes widgets.", RiskCategory.Destructive)]
    [InlineData("Acme: delete a widget", RiskCategory.Destructive)]
    [InlineData("[Beta] Acme - deletes a widget", RiskCategory.Destructive)]
    [InlineData("Given its id, deletes a widget", RiskCategory.Destructive)]
    [InlineData("Fetches the page.", RiskCategory.Read)]
    [InlineData("Process a refund for an order", RiskCategory.Financial)]
    [InlineData("Apply a change", RiskCategory.Write)]
    [InlineData("Logs of the last hour", RiskCategory.Execute)]
    [InlineData("Position, height and speed", RiskCategory.Execute)]
    [InlineData("Wipe, lock or locate a device", RiskCategory.Destructive)]
    [InlineData("Label, move or delete a widget", RiskCategory.Destructive)]
    public void The_first_verb_decides_where_the_name_has_none(string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool("widget", description).Category);

    [Theory]
    [InlineData("Create, update or delete a widget", RiskCategory.Destructive)]
    [InlineData("Creates a widget and deletes the old one", RiskCategory.Destructive)]
    [InlineData("Restores a copy, overwriting what is there", RiskCategory.Destructive)]
    [InlineData("Drag and drop a widget", RiskCategory.Execute)]
    [InlineData("Switches branches", RiskCategory.Write)]
    [InlineData("Creates a widget. Does not delete anything.", RiskCategory.Write)]
    [InlineData("Execute INSERT, UPDATE or DELETE statements", RiskCategory.Execute)]
    public void Verbs_beside_the_first_count_and_keywords_of_a_language_do_not(string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool("widget", description).Category);

    [Theory]
    [InlineData("get_widget", "Deletes the widget and returns it", RiskCategory.Destructive)]
    [InlineData("get_widget", "Get rid of a widget", RiskCategory.Destructive)]
    [InlineData("get_widget", "Run a search for widgets", RiskCategory.Read)]
    [InlineData("set_time", "Jump playback to a position", RiskCategory.Execute)]
    [InlineData("trades", "List the trades of today", RiskCategory.Read)]
    [InlineData("delete_widget", "Get a widget", RiskCategory.Destructive)]
    [InlineData("preview_delete", "Show what would be deleted", RiskCategory.Read)]
    public void Name_and_description_together_give_the_graver_unless_one_only_tells_how(
        string name, string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name, description).Category);

    [Theory]
    [InlineData("merge_widgets", "Merge two widgets. This cannot be undone.", RiskCategory.Destructive)]
    [InlineData("merge_widgets", "Merge two widgets. This is not irreversible.", RiskCategory.Write)]
    [InlineData("update_widget", "Update a widget without destructive effects", RiskCategory.Write)]
    [InlineData("remove_widget", "Remove a widget. It can be restored for 30 days.", RiskCategory.Write)]
    [InlineData("remove_widget", "Remove a widget. It can never be restored.", RiskCategory.Destructive)]
    [InlineData("remove_widget", "Soft-delete a widget. The purge after a day cannot be undone.", RiskCategory.Destructive)]
    [InlineData("query_widgets", "Run a read-only SQL query", RiskCategory.Read)]
    [InlineData("query_widgets", "Run a SQL query", RiskCategory.Execute)]
    [InlineData("run_command", "Run a command in a shell that is not read-only", RiskCategory.Execute)]
    public void A_way_back_or_none_is_heeded_unless_it_is_negated(string name, string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name, description).Category);

    [Theory]
    [InlineData("transfer", "Look up the recipient and transfer the amount", RiskCategory.Financial)]
    [InlineData("transfer_funds", "Look up the payee and transfer the funds", RiskCategory.Financial)]
    [InlineData("refund", "Find the original payment and refund the customer", RiskCategory.Financial)]
    [InlineData("checkout", "Review the cart and check out the order", RiskCategory.Financial)]
    [InlineData("deposit", "View the address and deposit funds", RiskCategory.Financial)]
    [InlineData("wipe", "Locate the device and wipe it", RiskCategory.Destructive)]
    [InlineData("purge", "Get matching entries, then purge them", RiskCategory.Destructive)]
    [InlineData("shell", "Read the script and run it in a shell", RiskCategory.Execute)]
    [InlineData("build", "Read the settings and build the image", RiskCategory.Execute)]
    [InlineData("orders", "Get orders, trades and charges of the account", RiskCategory.Read)]
    [InlineData("trade", "Get the price, the trade and the volume", RiskCategory.Read)]
    [InlineData("order", "Search by customer, order or date", RiskCategory.Read)]
    public void A_verb_that_may_be_a_noun_is_a_verb_where_an_object_follows(
        string name, string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name, description).Category);

    [Theory]
    [InlineData("list_nft", "List an NFT for sale", RiskCategory.Financial)]
    [InlineData("offer_item", "Put your item up for sale", RiskCategory.Financial)]
    [InlineData("list_homes", "List homes for sale", RiskCategory.Read)]
    [InlineData("sign_document", "Sign a document on behalf of the user", RiskCategory.Execute)]
    [InlineData("list_messages", "List messages on behalf of the user", RiskCategory.Read)]
    [InlineData("list_events", "List sign-in and sign-out events", RiskCategory.Read)]
    public void Selling_and_acting_for_another_are_more_than_listing_and_writing(
        string name, string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name, description).Category);

    [Fact]
    public void The_evidence_quotes_the_words_that_decided()
    {
        var risk = Classified.Tool("refund_order", "Process a refund for an order. This cannot be undone.");

        Assert.Equal(
            ["name: \"refund\" -> Financial", "description: \"process refund\" -> Financial"],
            risk.Evidence.Select(evidence => evidence.ToString()));
        Assert.Equal(RiskSeverity.Critical, risk.Severity);
    }

    [Theory]
    [InlineData("mail", "Fetches new mail and deletes messages older than a week.", RiskCategory.Destructive)]
    [InlineData("files", "Lists and deletes old files.", RiskCategory.Destructive)]
    [InlineData("rows", "Gets x, then deletes rows.", RiskCategory.Destructive)]
    [InlineData("quote_it", "Gets a quote and pays invoices.", RiskCategory.Financial)]
    [InlineData("iban", "Reads the IBAN and initiates payment.", RiskCategory.Financial)]
    [InlineData("get_x", "Gets messages and then purges messages.", RiskCategory.Destructive)]
    [InlineData("get_x", "Reads a file and runs commands.", RiskCategory.Execute)]
    [InlineData("orders", "Gets orders, trades and charges of the account.", RiskCategory.Read)]
    [InlineData("get_x", "Gets orders and trades data.", RiskCategory.Read)]
    [InlineData("get_x", "Gets news and updates.", RiskCategory.Read)]
    [InlineData("get_x", "Shows adds and removes between two commits.", RiskCategory.Read)]
    [InlineData("get_x", "Returns counts of creates, updates and deletes per table.", RiskCategory.Read)]
    [InlineData("get_x", "Fetches mail, then deletes.", RiskCategory.Destructive)]
    [InlineData("get_x", "Get product and order history.", RiskCategory.Read)]
    [InlineData("get_x", "Lists charges and refunds made by the customer.", RiskCategory.Read)]
    public void A_verb_joined_in_the_third_person_counts_and_a_noun_beside_another_does_not(
        string name, string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name, description).Category);

    [Theory]
    [InlineData("checkout", "Checks the basket out.", RiskCategory.Financial)]
    [InlineData("trades", "List the trades of today", RiskCategory.Read)]
    public void A_name_does_not_give_way_to_its_own_verb_without_the_particle(
        string name, string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name, description).Category);

    [Theory]
    [InlineData("apply_manifest", "Apply a manifest.", RiskCategory.Execute)]
    [InlineData("release_number", "Release a phone number.", RiskCategory.Destructive)]
    [InlineData("release_address", "Releases an elastic address back to the pool.", RiskCategory.Destructive)]
    [InlineData("restore_device", "Restore the device to its factory state.", RiskCategory.Destructive)]
    [InlineData("restore_factory_defaults", "Restore defaults.", RiskCategory.Destructive)]
    [InlineData("produce_message", "Produce a message to a topic.", RiskCategory.Execute)]
    [InlineData("get_release_number", "Get the release number.", RiskCategory.Read)]
    public void General_words_say_more_of_a_verb(
        string name, string description, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name, description).Category);
}
