using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

public sealed class NameRuleTests
{
    [Theory]
    [InlineData("get_user", RiskCategory.Read)]
    [InlineData("create_user", RiskCategory.Write)]
    [InlineData("run_job", RiskCategory.Execute)]
    [InlineData("delete_user", RiskCategory.Destructive)]
    [InlineData("pay_invoice", RiskCategory.Financial)]
    [InlineData("user_delete", RiskCategory.Destructive)]
    [InlineData("acme_user_delete", RiskCategory.Destructive)]
    [InlineData("run_list", RiskCategory.Read)]
    [InlineData("job_run", RiskCategory.Execute)]
    public void The_verb_decides_wherever_it_stands(string name, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name).Category);

    [Theory]
    [InlineData("create_refund", RiskCategory.Financial)]
    [InlineData("create_customer", RiskCategory.Write)]
    [InlineData("payment_create", RiskCategory.Financial)]
    [InlineData("update_payment_settings", RiskCategory.Write)]
    [InlineData("label_invoice", RiskCategory.Write)]
    [InlineData("get_refund", RiskCategory.Read)]
    [InlineData("send_token", RiskCategory.Financial)]
    [InlineData("send_report", RiskCategory.Execute)]
    [InlineData("clear_filter", RiskCategory.Write)]
    [InlineData("clear_data", RiskCategory.Destructive)]
    [InlineData("purge_logs", RiskCategory.Destructive)]
    [InlineData("transfer_file", RiskCategory.Write)]
    [InlineData("transfer_project_funds", RiskCategory.Financial)]
    [InlineData("git_checkout", RiskCategory.Write)]
    [InlineData("subscribe_to_plan", RiskCategory.Financial)]
    [InlineData("subscribe_to_topic", RiskCategory.Write)]
    [InlineData("create_message", RiskCategory.Execute)]
    [InlineData("create_message_template", RiskCategory.Write)]
    public void What_a_verb_acts_on_may_change_what_it_does(string name, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name).Category);

    [Theory]
    [InlineData("bulk_delete", RiskCategory.Destructive)]
    [InlineData("confirm_delete", RiskCategory.Destructive)]
    [InlineData("get_or_create_user", RiskCategory.Write)]
    [InlineData("fetch_and_remove", RiskCategory.Destructive)]
    [InlineData("enable_delete_protection", RiskCategory.Write)]
    [InlineData("load_item_to_return", RiskCategory.Write)]
    public void A_grave_word_beside_the_verb_counts_unless_it_names_a_setting(string name, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name).Category);

    [Theory]
    [InlineData("list_deleted_items")]
    [InlineData("count_removed")]
    [InlineData("trade_history")]
    [InlineData("payment_status")]
    public void What_is_looked_at_is_not_done(string name) => Assert.Equal(RiskCategory.Read, Classified.Tool(name).Category);

    [Theory]
    [InlineData("schedule_key_deletion", RiskCategory.Destructive)]
    [InlineData("create_deletion_job", RiskCategory.Destructive)]
    [InlineData("confirm_account_removal", RiskCategory.Destructive)]
    [InlineData("apply_revocation", RiskCategory.Destructive)]
    [InlineData("start_data_erasure", RiskCategory.Destructive)]
    [InlineData("file_deletion", RiskCategory.Destructive)]
    [InlineData("deleting_files", RiskCategory.Destructive)]
    [InlineData("deletes_file", RiskCategory.Destructive)]
    [InlineData("file_remover", RiskCategory.Destructive)]
    [InlineData("payment_processor", RiskCategory.Financial)]
    [InlineData("create_or_replace_table", RiskCategory.Destructive)]
    [InlineData("cancel_key_deletion", RiskCategory.Execute)]
    [InlineData("enable_auto_deletion", RiskCategory.Write)]
    [InlineData("update_deletion_policy", RiskCategory.Write)]
    [InlineData("get_deletion_status", RiskCategory.Read)]
    [InlineData("create_or_update_table", RiskCategory.Write)]
    public void A_noun_made_of_a_verb_is_the_verb_where_it_is_what_is_done(string name, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name).Category);

    [Theory]
    [InlineData("top_up_balance", RiskCategory.Financial)]
    [InlineData("check_out", RiskCategory.Financial)]
    [InlineData("log_out", RiskCategory.Execute)]
    [InlineData("tear_down_stack", RiskCategory.Destructive)]
    [InlineData("throw_away", RiskCategory.Destructive)]
    [InlineData("get_check_out_date", RiskCategory.Read)]
    [InlineData("reinstall_app", RiskCategory.Execute)]
    [InlineData("reupload_file", RiskCategory.Write)]
    [InlineData("refetch_page", RiskCategory.Read)]
    public void A_verb_of_two_words_or_done_again_is_one_verb(string name, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name).Category);

    [Theory]
    [InlineData("raise_budget", RiskCategory.Financial)]
    [InlineData("set_spend_limit", RiskCategory.Financial)]
    [InlineData("add_credit", RiskCategory.Financial)]
    [InlineData("format_sd_card", RiskCategory.Destructive)]
    [InlineData("format_text", RiskCategory.Write)]
    [InlineData("scan_host", RiskCategory.Execute)]
    [InlineData("scan_document", RiskCategory.Read)]
    public void What_is_spent_formatted_or_scanned_decides(string name, RiskCategory category) =>
        Assert.Equal(category, Classified.Tool(name).Category);

    [Theory]
    [InlineData("zorble", "")]
    [InlineData("zorble", "Zorbles the gnarf.")]
    [InlineData("", "")]
    [InlineData("获取", "获取数据")]
    public void Where_no_word_is_known_the_default_is_cautious(string name, string description)
    {
        var risk = Classified.Tool(name, description);

        Assert.Equal(RiskCategory.Execute, risk.Category);
        Assert.True(risk.Confidence < 0.5);
        Assert.Equal(RiskEvidenceSource.None, Assert.Single(risk.Evidence).Source);
    }
}
