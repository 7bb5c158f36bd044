-- Before each message: has anybody with this address opted out? Few have, however many contacts share an address.

create index contacts_email_opted_out on contacts (workspace_id, email_key) where email_opted_out_at is not null;
create index contacts_phone_opted_out on contacts (workspace_id, phone) where sms_opted_out_at is not null;
