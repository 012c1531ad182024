CREATE TABLE price_change (
    product_id bigint       NOT NULL,
    changed_at timestamptz  NOT NULL DEFAULT clock_timestamp(),
    old_price  money_amount NOT NULL,
    new_price  money_amount NOT NULL,
    changed_by text         NOT NULL DEFAULT current_user,
    CONSTRAINT price_change_pk PRIMARY KEY (product_id, changed_at),
    CONSTRAINT price_change_product_fk FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE CASCADE
);

COMMENT ON TABLE price_change IS 'Written by a trigger on product, never by an application';

CREATE FUNCTION record_price_change() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO price_change (product_id, old_price, new_price)
    VALUES (NEW.id, OLD.net_price, NEW.net_price);
    RETURN NULL;
END;
$$;

CREATE TRIGGER product_price_changed
    AFTER UPDATE OF net_price ON product
    FOR EACH ROW
    WHEN (OLD.net_price IS DISTINCT FROM NEW.net_price)
    EXECUTE FUNCTION record_price_change();
